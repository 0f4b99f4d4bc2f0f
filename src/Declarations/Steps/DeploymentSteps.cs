using Ilb.Contracts;
using Ilb.Declarations.Entries;
using Ilb.Declarations.Service;
using Deployment = Ilb.Declarations.Entries.Deployment;

namespace Ilb.Declarations.Steps;

/// <summary>
/// Changes a deployment. Endpoints go first, since their ports may be wanted; then comes the load balancer, then each set that changes
/// as a whole, then machines with what is new on them; machines go last, so that a set is never without any.
/// </summary>
internal sealed class DeploymentSteps(string service, Deployment before, Deployment after)
{
    private readonly string _name = after.NameIn(service);
    private readonly DeploymentEndpoints _endpoints = new(before, after);

    public IEnumerable<Step> All() =>
    [
        .. before.Machines!.Where(was => _endpoints.Leaving(was).Count > 0).Select(was => Update(
            $"take endpoints off {_name}/{was.Name}: {string.Join(", ", _endpoints.Leaving(was).Select(endpoint => endpoint.Name))}",
            Requests.Of(was, _endpoints.Staying(was)))),
        .. before.InternalLoadBalancers!.Where(was => Balancer(after, was.Name) is null).Select(was => new Step(
            $"remove internal load balancer {_name}/{was.Name}", true, (client, cancel) => client.DeleteLoadBalancerAsync(service, before.Name!, was.Name!, cancel))),
        .. after.InternalLoadBalancers!.SelectMany(BalancerSteps),
        .. SetSteps(),
        .. after.Machines!.Where(now => Machine(before, now.Name) is null).Select(now => new Step(
            $"add machine {_name}/{now.Name}", true, (client, cancel) => client.AddRoleAsync(service, before.Name!, Requests.Of(now, PlacedEndpoint.Of(after, now)), cancel))),
        .. Both().Where(pair => IsOther(pair.Was, pair.Now) || _endpoints.IsOther(pair.Was, pair.Now)).Select(pair => Update(
            $"change machine {_name}/{pair.Now.Name}", Requests.Of(pair.Now, PlacedEndpoint.Of(after, pair.Now)))),
        .. before.Machines!.Where(was => Machine(after, was.Name) is null).Select(was => new Step(
            $"remove machine {_name}/{was.Name}", true, (client, cancel) => client.DeleteRoleAsync(service, before.Name!, was.Name!, cancel: cancel))),
    ];

    private IEnumerable<(Machine Was, Machine Now)> Both() =>
        from was in before.Machines!
        let now = Machine(after, was.Name)
        where now is not null
        select (was, now);

    private IEnumerable<Step> BalancerSteps(InternalLoadBalancer now)
    {
        if (Balancer(before, now.Name) is not { } was)
            yield return new Step($"add internal load balancer {_name}/{now.Name}", true, (client, cancel) => client.AddLoadBalancerAsync(service, before.Name!, Requests.Of(now), cancel));
        else if (InternalLoadBalancer.Form.Details(was, now).Any())
            yield return new Step($"change internal load balancer {_name}/{now.Name}", true, (client, cancel) => client.UpdateLoadBalancerAsync(service, before.Name!, Requests.Of(now), cancel));
    }

    /// <summary>All in one request, so that two may change ports with each other.</summary>
    private IEnumerable<Step> SetSteps()
    {
        var sets = _endpoints.ChangedSets().ToList();
        if (sets.Count > 0)
            yield return new Step($"change load-balanced sets of {_name}: {string.Join(", ", sets.Select(set => set.Name))}", true, (client, cancel) =>
                client.UpdateLoadBalancedSetAsync(service, before.Name!, new LoadBalancedEndpointList { InputEndpoints = [.. sets.Select(Requests.Of)] }, cancel));
    }

    private Step Update(string what, Role role) => new(what, true, (client, cancel) => client.UpdateRoleAsync(service, before.Name!, role, cancel));

    private static bool IsOther(Machine was, Machine now) => Entries.Machine.Form.Details(was, now).Any();

    private static Machine? Machine(Deployment deployment, string? name) => deployment.Machines!.Find(machine => Named.Same(machine.Name, name));

    private static InternalLoadBalancer? Balancer(Deployment deployment, string? name) => deployment.InternalLoadBalancers!.Find(balancer => Named.Same(balancer.Name, name));
}
