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

    /// <summary>Behind all others, with room between.</summary>
    internal int NextOrder => _rules.Count == 0 ? 100 : _rules.Max(r => r.Order) + 100;

    internal void Remove(NetworkAclRule rule) => _rules.Remove(rule);

    internal EndpointAcl ToContract() => new()
    {
        Rules = [.. _rules.Select(r => new AclRule { Order = r.Order, Action = r.Action, RemoteSubnet = r.RemoteSubnet, Description = r.Description })],
    };

    /// <summary>In the order in which it is asked: "100 permit 10.0.0.0/24; 200 deny 0.0.0.0/0".</summary>
    public override string ToString() => string.Join("; ", _rules.OrderBy(r => r.Order).Select(r => $"{r.Order} {r.Action} {r.RemoteSubnet}"));
}
