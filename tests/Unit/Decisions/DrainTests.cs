using System.Collections.Immutable;
using AwesomeAssertions;
using Ilb.Model.Commands;
using Ilb.Model.Desired;
using Ilb.Model.Documents;
using Ilb.Model.Projection;
using Ilb.Model.Snapshots;
using Xunit;
using static Ilb.Unit.Decisions.World;

namespace Ilb.Unit.Decisions;

/// <summary>Machines that their operator takes out of their sets, and in again.</summary>
public sealed class DrainTests
{
    private readonly World _world = Balanced();

    private ImmutableArray<Drain> Drains(string machine = "web1") => _world.MyDeployment.Role(machine)!.Drains;

    [Fact]
    public void A_machine_that_is_taken_out_drains_whatever_its_health_and_stays_in_its_set()
    {
        _world.Accept(Begin("web1"));
        States().Should().Equal(BackendState.Draining, BackendState.Down);
        States(BackendState.Up).Should().Equal(BackendState.Draining, BackendState.Up);
        _world.Accept(End("WEB1"));
        States(BackendState.Up).Should().Equal(BackendState.Up, BackendState.Up);
    }

    [Fact]
    public void Any_number_of_machines_of_any_service_are_taken_out_at_once_and_none_where_one_is_wrong()
    {
        _world.Accept(CreateWith(Role("db1")) with { Name = "next", Slot = "Staging" });
        _world.Refuse(Begin("web1", "db1", "db2"), ProblemCode.RoleUnknown).Message.Should().Contain("MyWebsite1/web1, MyWebsite1/web2, MyWebsite1.staging/db1");
        Drains().Should().BeEmpty();
        _world.Accept(Begin("mywebsite1/web1", "MyWebsite1.staging/db1", "web2")).Notes.Should()
            .Equal("MyWebsite1/intwebeplb takes no new connections now: all its machines are taken out.");
        _world.State.Subscriptions.Single().CloudServices.Single().Deployments.SelectMany(d => d.Roles).Should().OnlyContain(role => role.Drains.Length == 1);
    }

    [Fact]
    public void A_name_that_two_machines_have_needs_the_service()
    {
        _world.Accept(CreateWith(Role("web1")) with { Name = "next", Slot = "Staging" });
        _world.Refuse(Begin("web1"), ProblemCode.RoleAmbiguous).Message.Should().Contain("MyWebsite1/web1, MyWebsite1.staging/web1");
        _world.Accept(Begin("MyWebsite1/web1"));
    }

    [Fact]
    public void A_machine_may_be_taken_out_of_one_set_only()
    {
        _world.Accept(Update("web1", Member(), Lone("ssh", 22)));
        _world.Accept(Begin("web1") with { Set = "MyWebsite1/INTWEBEPLB" });
        States(BackendState.Up).Should().Equal(BackendState.Draining, BackendState.Up, BackendState.Up);
        _world.Accept(Begin("web1") with { Set = "ssh" });
        States(BackendState.Up).Should().Equal(BackendState.Draining, BackendState.Up, BackendState.Draining);
        _world.Accept(End("web1") with { Set = "intwebeplb" });
        States(BackendState.Up).Should().Equal(BackendState.Up, BackendState.Up, BackendState.Draining);
        _world.Refuse(Begin("web1") with { Set = "nosuch" }, ProblemCode.SetUnknown).Message.Should().Contain("intwebeplb, ssh");
        _world.Refuse(End("web1") with { Set = "nosuch" }, ProblemCode.SetUnknown);
    }

    [Fact]
    public void What_is_said_of_the_machine_replaces_what_was_said_of_its_sets()
    {
        _world.Accept(Begin("web1") with { Set = "intwebeplb" });
        _world.Accept(Begin("web1"));
        Drains().Should().ContainSingle().Which.Set.Should().BeNull();
        _world.Refuse(End("web1") with { Set = "intwebeplb" }, ProblemCode.DrainOfWholeMachine);
        _world.Accept(End("web1", "web2")).Notes.Should().BeEmpty();
        Drains().Should().BeEmpty();
    }

    [Fact]
    public void Asking_again_changes_the_terms_and_not_since_when()
    {
        _world.Accept(Begin("web1"));
        var since = Drains().Single().Since;
        _world.Accept(Begin("web1") with { DeadlineSeconds = 90, AtEnd = "RESET", Udp = "move" });
        var drain = Drains().Single();
        (drain.Since, drain.End, drain.Udp).Should().Be((since, DrainEnd.Reset, DrainUdp.Move));
        (drain.Deadline - since).Should().BeCloseTo(TimeSpan.FromSeconds(90), TimeSpan.FromSeconds(5));
    }

    [Theory]
    [InlineData(-1.0, "keep", "keep", ProblemCode.DrainDeadlineOutOfRange)]
    [InlineData(604801.0, "reset", "keep", ProblemCode.DrainDeadlineOutOfRange)]
    [InlineData(double.NaN, "keep", "keep", ProblemCode.DrainDeadlineOutOfRange)]
    [InlineData(null, "reset", "keep", ProblemCode.DrainDeadlineMissing)]
    [InlineData(10.0, "kill", "keep", ProblemCode.DrainEndUnknown)]
    [InlineData(10.0, "0", "keep", ProblemCode.DrainEndUnknown)]
    [InlineData(10.0, "keep", "drop", ProblemCode.DrainUdpUnknown)]
    public void Terms_that_make_no_sense_are_refused(double? deadline, string end, string udp, ProblemCode code) =>
        _world.Refuse(Begin("web1") with { DeadlineSeconds = deadline, AtEnd = end, Udp = udp }, code);

    [Fact]
    public void At_least_one_machine_is_needed()
    {
        _world.Refuse(Begin(), ProblemCode.RolesMissing);
        _world.Refuse(End(), ProblemCode.RolesMissing);
    }

    [Fact]
    public void After_its_time_the_connections_of_a_machine_are_cut_off()
    {
        _world.Accept(Begin("web1"));
        var slot = Project(EffectiveHealth.Unknown).Sets[0].Backends[0].Slot;
        Project(EffectiveHealth.Unknown with { CutOff = [slot] }).Sets[0].Backends[0].State.Should().Be(BackendState.CutOff);
    }

    [Theory]
    [InlineData("udp", "keep", BackendState.Draining)]
    [InlineData("udp", "move", BackendState.Down)]
    [InlineData("tcp", "move", BackendState.Draining)]
    public void Only_udp_flows_move_and_only_when_they_are_told_to(string protocol, string udp, BackendState state)
    {
        _world.Accept(Update("web1", Lone("dns", 53) with { Protocol = protocol }));
        _world.Accept(Begin("web1") with { Udp = udp });
        Project(EffectiveHealth.Unknown).Sets.Single(set => set.Name.EndsWith("dns", StringComparison.Ordinal)).Backends.Single().State.Should().Be(state);
    }

    [Fact]
    public void An_endpoint_that_is_made_anew_takes_connections_and_one_that_comes_to_a_drained_machine_does_not()
    {
        _world.Accept(Begin("web1") with { Set = "intwebeplb" });
        _world.Accept(Begin("web2"));
        _world.Accept(Update("web1"));
        Drains().Should().BeEmpty();
        _world.Accept(Update("web1", Member()));
        _world.Accept(Update("web2", Member(), Lone("ssh", 22)));
        States(BackendState.Up).Should().BeEquivalentTo([BackendState.Up, BackendState.Draining, BackendState.Draining]);
    }

    [Fact]
    public void A_machine_that_is_changed_stopped_and_started_stays_out()
    {
        _world.Accept(Begin("web1"));
        _world.Accept(Update("web1", Member() with { IdleTimeoutMinutes = 30 }));
        _world.Accept(new StopRoles(Tenant, Service, DeploymentName, ["web1"], true));
        _world.Accept(new StartRoles(Tenant, Service, DeploymentName, ["web1"]));
        States(BackendState.Up).Should().Equal(BackendState.Draining, BackendState.Up);
        DesiredDocuments.Join(1, DesiredDocuments.Split(_world.State)).Subscriptions.Single().CloudServices.Single().Deployments.Single()
            .Role("web1")!.Drains.Should().Equal(Drains());
    }

    private static BeginDrain Begin(params string[] machines) => new(Tenant, [.. machines], null, null, null, null);

    private static EndDrain End(params string[] machines) => new(Tenant, [.. machines], null);

    private Snapshot Project(EffectiveHealth health) => SnapshotProjection.Project(1, _world.State, health);

    /// <summary>Of all backends, by slot, where each is judged so.</summary>
    private IEnumerable<BackendState> States(BackendState judged = BackendState.Down)
    {
        var slots = Project(EffectiveHealth.Unknown).Sets.SelectMany(set => set.Backends).Select(backend => backend.Slot);
        return Project(EffectiveHealth.Unknown with { Backends = slots.ToImmutableDictionary(slot => slot, _ => judged) })
            .Sets.SelectMany(set => set.Backends).OrderBy(backend => backend.Slot.Index).Select(backend => backend.State);
    }
}
