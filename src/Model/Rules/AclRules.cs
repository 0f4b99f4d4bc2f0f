using System.Collections.Immutable;
using Ilb.Model.Addressing;
using Ilb.Model.Commands;
using Ilb.Model.Desired;

namespace Ilb.Model.Rules;

/// <summary>The access list of an endpoint or set.</summary>
internal static class AclRules
{
    private const int MostRules = 50;
    private const int LongestDescription = 255;

    public static ImmutableArray<AclRule> Resolve(Change change, Agreement said, Endpoint? set)
    {
        var lists = said.Drafts.Where(d => d.Request.Acl is not null).ToList();
        if (lists.Count == 0)
            return set?.Acl ?? [];

        foreach (var other in lists.Skip(1).Where(d => !d.Request.Acl!.Value.SequenceEqual(lists[0].Request.Acl!.Value)))
            change.Bad(ProblemCode.SetContradiction, $"{other.Path}/EndpointAcl",
                $"The rules contradict those of {lists[0].Path}: all members of a set have one access list.");
        return Rules(change, lists[0].Request.Acl!.Value, $"{lists[0].Path}/EndpointAcl");
    }

    private static ImmutableArray<AclRule> Rules(Change change, ImmutableArray<AclRuleRequest> requests, string path)
    {
        if (requests.Length > MostRules)
            change.Bad(ProblemCode.AclRulesTooMany, path, $"{requests.Length} rules; an endpoint has at most {MostRules}.");

        var rules = requests.Select((request, index) => Rule(change, request, $"{path}/Rule[{index}]")).OfType<AclRule>().ToList();
        foreach (var twice in rules.GroupBy(r => r.Order).Where(g => g.Count() > 1))
            change.Bad(ProblemCode.AclOrderInUse, path, $"An ACL rule with order {twice.Key} already exists.");
        return [.. rules.OrderBy(r => r.Order)];
    }

    private static AclRule? Rule(Change change, AclRuleRequest request, string path)
    {
        var order = request.Order ?? -1;
        if (order is < 0 or > 65535)
            change.Bad(ProblemCode.AclOrderOutOfRange, $"{path}/Order", $"The order of a rule is 0 to 65535, not '{request.Order}'.");
        var action = Action(request.Action);
        if (action is null)
            change.Bad(ProblemCode.AclActionUnknown, $"{path}/Action", $"'{request.Action}' is no action: permit or deny.");
        if (!IpPrefix.TryParse(request.RemoteSubnet, out var subnet))
            change.Bad(ProblemCode.AclSubnetInvalid, $"{path}/RemoteSubnet", $"'{request.RemoteSubnet}' is not a prefix such as 10.1.2.0/24 or fd00:1::/96.");
        if (request.Description?.Length > LongestDescription)
            change.Bad(ProblemCode.AclDescriptionTooLong, $"{path}/Description",
                $"{request.Description.Length} characters; a description has at most {LongestDescription}.");
        return action is { } known ? new AclRule(order, known, subnet, request.Description) : null;
    }

    // Enum.TryParse would take numbers and lists, too.
    private static AclAction? Action(string? text) => text?.ToUpperInvariant() switch
    {
        "PERMIT" => AclAction.Permit,
        "DENY" => AclAction.Deny,
        _ => null,
    };
}
