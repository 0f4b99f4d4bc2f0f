using System.Collections.Generic;
using System.Linq;
using Ilb.Contracts;

namespace Ilb.Cmdlets;

/// <summary>The access list of an endpoint.</summary>
public sealed class NetworkAclObject
{
    private readonly List<NetworkAclRule> _rules = [];

    public IReadOnlyList<NetworkAclRule> Rules => _rules;

    internal static NetworkAclObject? From(EndpointAcl? acl)
    {
        if (acl?.Rules is null) return null;
        var made = new NetworkAclObject();
        foreach (var rule in acl.Rules)
            made.Add(rule.Order ?? 0, rule.Action ?? "", rule.RemoteSubnet ?? "", rule.Description);
        return made;
    }

    internal void Add(int order, string action, string remoteSubnet, string? description) => _rules.Add(new NetworkAclRule
    {
        RuleId = _rules.Count == 0 ? 0 : _rules.Max(r => r.RuleId) + 1,
        Order = order,
        Action = action,
        RemoteSubnet = remoteSubnet,
        Description = description,
    });

    internal bool Remove(int ruleId) => _rules.RemoveAll(r => r.RuleId == ruleId) > 0;

    internal EndpointAcl ToContract() => new()
    {
        Rules = [.. _rules.Select(r => new AclRule { Order = r.Order, Action = r.Action, RemoteSubnet = r.RemoteSubnet, Description = r.Description })],
    };
}
