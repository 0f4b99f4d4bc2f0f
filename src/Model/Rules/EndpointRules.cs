using System.Collections.Immutable;
using Ilb.Model.Commands;
using Ilb.Model.Desired;

namespace Ilb.Model.Rules;

/// <summary>
/// The endpoints of a deployment. Afterwards: names and set names are unique in each machine, a public port belongs to one set
/// or endpoint of its VIP, and the members of each set agree on everything they share.
/// </summary>
internal static class EndpointRules
{
    private const int MostEndpoints = 150;

    /// <summary>Gives machines the drafted endpoints; what these change in a set, changes on all its members.</summary>
    /// <param name="before">The deployment as it is: sets are inherited from here.</param>
    /// <param name="after">The deployment with the machines of the drafts, whose endpoints are dropped already.</param>
    public static Deployment Apply(Change change, Deployment? before, Deployment after, IReadOnlyList<EndpointDraft> drafts)
    {
        foreach (var machine in drafts.Where(d => d.Role is not null).GroupBy(d => d.Role, Named.Comparer))
            drafts = [.. drafts.Except(Twice(change, machine))];

        var ports = new PortChoice(before ?? after, drafts);
        var result = after;
        foreach (var group in drafts.GroupBy(d => d.SetName ?? $"{d.Role}/{d.Request.Name}", Named.Comparer))
            result = ApplyGroup(change, before, result, [.. group], ports);
        result = InOrderOf(drafts, result);
        CheckPorts(change, result);
        return result;
    }

    public static void CheckCount(Change change, CloudService service)
    {
        // A package counts its endpoints, not how often it has them.
        var count = service.Deployments.Where(d => d.Package is null).Sum(d => d.Roles.Sum(r => r.Endpoints.Length));
        if (count > MostEndpoints)
            change.Bad(ProblemCode.EndpointsTooMany, "InputEndpoints",
                $"The cloud service '{service.Name}' would have {count} endpoints; it can have {MostEndpoints}.");
    }

    /// <summary>A member of the set, or null.</summary>
    public static Endpoint? SetOf(Deployment? deployment, string? setName) => setName is null
        ? null
        : deployment?.Roles.SelectMany(r => r.Endpoints).FirstOrDefault(e => Named.Same(e.SetName, setName));

    private static Deployment ApplyGroup(
        Change change, Deployment? before, Deployment result, List<EndpointDraft> drafts, PortChoice ports)
    {
        var name = drafts[0].SetName;
        var set = SetOf(before, name);
        var said = new Agreement(change, name is null ? "an endpoint" : $"the set {name}", drafts);
        if (SharedSettings.Resolve(change, said, set, result, ports) is not { } shared)
            return result;

        foreach (var draft in drafts.Where(d => d.Role is not null))
        {
            var role = result.Role(draft.Role)!;
            result = result.Put(role with { Endpoints = role.Endpoints.Add(MemberSettings.Resolve(change, shared, draft)) });
        }

        return name is null || set is null ? result : SpreadTo(change, result, set, shared);
    }

    private static Deployment SpreadTo(Change change, Deployment deployment, Endpoint set, Endpoint shared)
    {
        var differences = SharedSettings.Differences(set, shared).ToList();
        var members = deployment.Roles.Where(r => r.Endpoints.Any(e => Named.Same(e.SetName, set.SetName))).ToList();
        if (differences.Count == 0)
            return deployment;

        if (members.Count > 1)
            change.Note($"Changed the {Sentences.And(differences)} of the whole set {set.SetName} on {Sentences.List(members.Select(m => m.Name))}.");
        foreach (var member in members)
            deployment = deployment.Put(member with
            {
                Endpoints = [.. member.Endpoints.Select(e => Named.Same(e.SetName, set.SetName) ? MemberSettings.Keep(shared, e) : e)],
            });
        return deployment;
    }

    /// <summary>The endpoints that a machine has a second time; they are judged no further.</summary>
    private static List<EndpointDraft> Twice(Change change, IGrouping<string?, EndpointDraft> drafts)
    {
        foreach (var draft in drafts)
            NameRules.Other(change, draft.Request.Name, $"{draft.Path}/Name", "endpoint");
        foreach (var draft in drafts.Where(d => d.SetName is not null))
            NameRules.Other(change, draft.SetName, $"{draft.Path}/LoadBalancedEndpointSetName", "load-balanced set");

        var names = Again(drafts, d => d.Request.Name).ToList();
        foreach (var twice in names)
            change.Bad(ProblemCode.EndpointNameInUse, $"{twice.Path}/Name",
                $"An endpoint named '{twice.Request.Name}' has already been defined for this VM. Specify a different endpoint name or use Set-AzureEndpoint.");
        var sets = Again(drafts.Where(d => d.SetName is not null), d => d.SetName).ToList();
        foreach (var twice in sets)
            change.Bad(ProblemCode.SetNameInUse, $"{twice.Path}/LoadBalancedEndpointSetName",
                $"This VM already has an endpoint with lb set name {twice.SetName}. lb set name should be unique.");
        return [.. names, .. sets];
    }

    private static IEnumerable<EndpointDraft> Again(IEnumerable<EndpointDraft> drafts, Func<EndpointDraft, string?> key) =>
        drafts.GroupBy(key, Named.Comparer).SelectMany(g => g.Skip(1));

    private static void CheckPorts(Change change, Deployment deployment)
    {
        var owners = deployment.Roles.SelectMany(role => role.Endpoints.Select(endpoint => (Role: role, Endpoint: endpoint)));
        foreach (var port in owners.GroupBy(o => (o.Endpoint.LoadBalancer?.ToUpperInvariant(), o.Endpoint.Protocol, o.Endpoint.PublicPort)))
            Refuse(change, port.DistinctBy(o => o.Endpoint.SetName ?? $"{o.Role.Name}/{o.Endpoint.Name}", Named.Comparer));
        foreach (var port in owners.GroupBy(o => (o.Role.Name, o.Endpoint.Protocol, o.Endpoint.PublicPort)))
            Refuse(change, port);
    }

    private static void Refuse(Change change, IEnumerable<(VirtualMachine Role, Endpoint Endpoint)> sharers)
    {
        if (sharers.ToList() is not [var first, .. var others])
            return;
        foreach (var (role, endpoint) in others)
            change.Bad(ProblemCode.PortInUse, $"Role[{role.Name}]/InputEndpoint[{endpoint.Name}]/Port",
                $"Port {endpoint.PublicPort} is already in use by one of the endpoints in this deployment. "
                + "Ensure that the port numbers are unique across endpoints within a deployment. "
                + $"It is used by {first.Endpoint.Name} on {first.Role.Name}.");
    }

    // Sets are resolved one after another; a machine keeps the order of its request.
    private static Deployment InOrderOf(IReadOnlyList<EndpointDraft> drafts, Deployment deployment)
    {
        foreach (var machine in drafts.Where(d => d.Role is not null).GroupBy(d => d.Role!, Named.Comparer))
        {
            var order = machine.Select(d => d.Request.Name).ToList();
            var role = deployment.Role(machine.Key)!;
            deployment = deployment.Put(role with { Endpoints = [.. role.Endpoints.OrderBy(e => order.IndexOf(e.Name))] });
        }

        return deployment;
    }
}
