using Ilb.Declarations.Entries;
using Ilb.Declarations.Service;

namespace Ilb.Declarations.Steps;

/// <summary>
/// Which endpoints leave machines, stay and change. What the service can't change leaves and comes anew, and its connections end: an
/// endpoint that moves between VIPs, and a set that is to have no probe any more.
/// </summary>
internal sealed class DeploymentEndpoints(Deployment before, Deployment after)
{
    public IReadOnlyList<PlacedEndpoint> Leaving(Machine was) => [.. PlacedEndpoint.Of(before, was).Where(endpoint => !Stays(was, endpoint))];

    public IReadOnlyList<PlacedEndpoint> Staying(Machine was) => [.. PlacedEndpoint.Of(before, was).Where(endpoint => Stays(was, endpoint))];

    /// <summary>The sets whose members stay and that are otherwise than before.</summary>
    public IEnumerable<LoadBalancedSet> ChangedSets() =>
        from now in after.LoadBalancedSets!
        let was = SetOf(before, now.Name)
        where was is not null && !IsMadeAnew(was, now) && IsOther(was, now)
        where before.Machines!.Exists(machine => PlacedEndpoint.Of(before, machine).Any(endpoint => Named.Same(endpoint.Set, now.Name) && Stays(machine, endpoint)))
        select now;

    /// <summary>Whether a machine gets endpoints, or has one alone that changes.</summary>
    public bool IsOther(Machine was, Machine now)
    {
        var staying = Staying(was).ToDictionary(endpoint => endpoint.Key);
        return PlacedEndpoint.Of(after, now).Any(endpoint => !staying.TryGetValue(endpoint.Key, out var one)
            || (endpoint.Weight, endpoint.IsBackup) != (one.Weight, one.IsBackup)
            || (endpoint.Set is null && IsOther(one.Settings, endpoint.Settings)));
    }

    /// <summary>A machine that goes keeps its place in a set until it goes: the others come before that.</summary>
    private bool Stays(Machine was, PlacedEndpoint endpoint)
    {
        var same = After(was) is { } now ? PlacedEndpoint.Of(after, now).FirstOrDefault(one => one.Key == endpoint.Key)?.Settings : SetOf(after, endpoint.Set);
        return same is not null && !IsMadeAnew(endpoint.Settings, same);
    }

    private Machine? After(Machine was) => after.Machines!.Find(machine => Named.Same(machine.Name, was.Name));

    private static LoadBalancedSet? SetOf(Deployment deployment, string? name) => deployment.LoadBalancedSets!.Find(set => Named.Same(set.Name, name));

    private static bool IsMadeAnew(EndpointSettings was, EndpointSettings now) =>
        !Named.Same(was.InternalLoadBalancerName, now.InternalLoadBalancerName) || (was is LoadBalancedSet && was.Probe is not null && now.Probe is null);

    private static bool IsOther(EndpointSettings was, EndpointSettings now) => (was, now) switch
    {
        (LoadBalancedSet one, LoadBalancedSet other) => IsOther(one, other),
        (Endpoint one, Endpoint other) => Endpoint.Form.Details(one, other).Any(),
        _ => true,
    };

    /// <summary>In what members share: who they are and how it is called there is said of machines.</summary>
    private static bool IsOther(LoadBalancedSet was, LoadBalancedSet now) => SharedForm.Details(was, now).Any();

    private static readonly Forms.Form<LoadBalancedSet> SharedForm = EndpointSettings.AddTo(new Forms.Form<LoadBalancedSet>("What members share"));
}
