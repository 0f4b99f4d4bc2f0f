using System.Collections.Immutable;
using System.Security.Cryptography;
using Ilb.ControlPlane.Health;
using Ilb.ControlPlane.Operations;
using Ilb.ControlPlane.Ownership;
using Ilb.Model.Commands;
using Ilb.Model.Desired;
using Ilb.Model.Feed;
using Ilb.Model.Projection;
using Ilb.Model.Snapshots;

namespace Ilb.ControlPlane.Plans;

/// <summary>
/// A shadow of the state: the same rules decide, but nothing is stored and no agent hears of it. Operations succeed at once, and
/// machines are as they are wanted.
/// </summary>
internal sealed class PlannedState(PublishedState before, ImmutableArray<BackendHealth> judged, Catalogue catalogue, TimeProvider clock) : IStateOwner
{
    private readonly Lock _gate = new();
    private Shadow _shadow = new(
        before with { Machines = Machines(before.Desired, clock.GetUtcNow()), Operations = ImmutableDictionary<string, OperationRecord>.Empty }, judged);

    public PublishedState Current => Volatile.Read(ref _shadow).State;

    public ImmutableArray<BackendHealth> Health => Volatile.Read(ref _shadow).Health;

    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>Nobody to ask: a number that the shadow gives may meanwhile be somebody else's in the kernel, whose flows are none of our business.</summary>
    public INodeView? Node => null;

    public Task<Outcome> ChangeAsync(ChangeRequest request)
    {
        lock (_gate)
            return Task.FromResult(Decide(request));
    }

    private Outcome Decide(ChangeRequest request)
    {
        var now = clock.GetUtcNow();
        var state = _shadow.State;
        var outcome = Decider.Decide(state.Desired, request.Command, new CommandContext(now, Guid.ParseExact(request.Id, "N"), catalogue)
        {
            Secret = RandomNumberGenerator.GetBytes(32),
            Version = request.Version,
            MayEmpty = request.MayEmpty,
            Health = PresumedHealth.ForSnapshot(_shadow.Health, now),
        });
        if (outcome is not Accepted accepted)
            return outcome;
        var health = PresumedHealth.Of(judged, accepted.State);
        Volatile.Write(ref _shadow, new Shadow(
            state with
            {
                Desired = accepted.State,
                Snapshot = SnapshotProjection.Project(
                    before.Snapshot.Revision, accepted.State, PresumedHealth.ForSnapshot(health, now), catalogue.PublicSpace),
                Machines = Machines(accepted.State, now),
                Operations = request.IsAsynchronous ? state.Operations.Add(request.Id, Done(request, accepted.Notes, now)) : state.Operations,
            },
            health));
        return outcome;
    }

    private static OperationRecord Done(ChangeRequest request, IEnumerable<string> notes, DateTimeOffset now) => new(
        request.Id, request.Command.Subscription, request.Kind, request.Target, OperationStatus.Succeeded, now, now, [],
        [.. notes, .. request.Notes], "plan", now, now, HttpStatus: 200);

    private static ImmutableDictionary<Slot, MachineObservation> Machines(DesiredState state, DateTimeOffset now)
    {
        var machines =
            from subscription in state.Subscriptions
            from service in subscription.CloudServices
            from deployment in service.Deployments
            from role in deployment.Roles
            let port = state.Allocations.Ports.Used[AllocationKeys.Port(subscription, service, deployment, role)]
            select new MachineObservation(now, port, role.Power == Power.Started ? MachineStatus.Running : MachineStatus.Stopped, null);
        return machines.ToImmutableDictionary(machine => machine.Port);
    }

    private sealed record Shadow(PublishedState State, ImmutableArray<BackendHealth> Health);
}
