using System.Collections.Immutable;
using AwesomeAssertions;
using Ilb.ControlPlane.Health;
using Ilb.ControlPlane.Plans;
using Ilb.Model.Commands;
using Ilb.Model.Desired;
using Ilb.Model.Projection;
using Ilb.Model.Snapshots;
using Ilb.Unit.Decisions;
using Xunit;
using static Ilb.Unit.Decisions.World;

namespace Ilb.Unit.Plans;

/// <summary>A plan for machines that are taken out.</summary>
public sealed class PresumedHealthTests
{
    private readonly World _world = Balanced();

    [Fact]
    public void Machine_that_is_taken_in_again_is_up()
    {
        var planned = Out(new BeginDrain(Tenant, ["web1"], null, null, null, null), new EndDrain(Tenant, ["web1"], null));
        States(planned).Should().OnlyContain(state => state == BackendState.Up);
    }

    [Fact]
    public void One_that_is_out_stays_so_and_stops_no_machine()
    {
        var planned = Out(new BeginDrain(Tenant, ["web1"], null, null, null, null), Planned.Add(Role("web3")));
        States(planned).Should().BeEquivalentTo([BackendState.Draining, BackendState.Up]);
        planned.Machines.Should().OnlyContain(machine => machine.Power == MachinePower.Running);
    }

    [Fact]
    public void What_is_left_is_cut_off_where_the_deadline_is_over() =>
        States(Out(new BeginDrain(Tenant, ["web1"], null, 0, "reset", null), Planned.Add(Role("web3"))))
            .Should().BeEquivalentTo([BackendState.CutOff, BackendState.Up]);

    /// <summary>The first is in force and judged, the second is planned.</summary>
    private Snapshot Out(Command inForce, Command planned)
    {
        _world.Accept(inForce);
        ImmutableArray<BackendHealth> judged =
        [
            .. HealthTarget.Of(_world.State).Select(target => new BackendHealth(target, target.Drain is null ? HealthState.Up : HealthState.Draining, null, [])),
        ];
        _world.Accept(planned);
        var health = PresumedHealth.ForSnapshot(PresumedHealth.Of(judged, _world.State), DateTimeOffset.MaxValue);
        return SnapshotProjection.Project(1, _world.State, health, PublicSpace);
    }

    private static IEnumerable<BackendState> States(Snapshot snapshot) => snapshot.Sets.Single().Backends.Select(backend => backend.State);
}
