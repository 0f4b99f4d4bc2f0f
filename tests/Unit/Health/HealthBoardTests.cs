using System.Collections.Immutable;
using AwesomeAssertions;
using Ilb.ControlPlane.Health;
using Ilb.Model.Commands;
using Ilb.Model.Feed;
using Ilb.Model.Projection;
using Ilb.Model.Snapshots;
using Ilb.Unit.Decisions;
using Microsoft.Extensions.Time.Testing;
using Xunit;
using static Ilb.Unit.Decisions.World;

namespace Ilb.Unit.Health;

public sealed class HealthBoardTests
{
    private readonly World _world = Balanced();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2014, 5, 20, 12, 4, 11, TimeSpan.Zero));
    private readonly HealthBoard _board;

    public HealthBoardTests()
    {
        _board = new HealthBoard(_time, HealthOptions.Default);
        _board.Follow(_world.State);
    }

    [Fact]
    public void A_new_backend_is_down_until_its_first_success()
    {
        States().Should().Equal(BackendState.Down, BackendState.Down);
        _board.Report()[0].Reason.Should().Be("not yet probed on :100");
        Probe(0, null).Should().BeTrue();
        States().Should().Equal(BackendState.Up, BackendState.Down);
    }

    [Fact]
    public void A_backend_is_down_after_three_failures_in_a_row_and_up_after_one_success()
    {
        Probe(0, null);
        Probe(0, "refused").Should().BeFalse();
        Probe(0, "refused").Should().BeFalse();
        Probe(0, null).Should().BeFalse();
        Probe(0, "refused").Should().BeFalse();
        Probe(0, "refused").Should().BeFalse();
        Probe(0, "refused").Should().BeTrue("timeout 31 s over interval 10 s is 3");
        States()[0].Should().Be(BackendState.Down);
        Probe(0, null).Should().BeTrue();
        States()[0].Should().Be(BackendState.Up);
    }

    [Theory]
    [InlineData(MachineStatus.Stopping)]
    [InlineData(MachineStatus.Creating)]
    [InlineData(MachineStatus.Failed)]
    public void A_backend_is_down_as_soon_as_its_machine_does_not_run(MachineStatus status)
    {
        Probe(0, null);
        var port = _board.Report()[0].Target.Port;
        _board.Observe(new MachineObservation(_time.GetUtcNow(), port, status, null)).Should().BeTrue();
        States()[0].Should().Be(BackendState.Down);
        _board.Observe(new MachineObservation(_time.GetUtcNow(), port, MachineStatus.Running, null));
        States()[0].Should().Be(BackendState.Down, "its probe has not succeeded yet");
        Probe(0, null).Should().BeTrue();
        States()[0].Should().Be(BackendState.Up);
    }

    [Fact]
    public void The_reason_names_failure_port_count_and_since_when()
    {
        for (var i = 0; i < 3; i++)
        {
            Probe(0, "refused");
            _time.Advance(TimeSpan.FromSeconds(10));
        }

        _board.Report()[0].Reason.Should().Be("refused :100 3 times since 12:04:11");
        Probe(0, null);
        _board.Report()[0].Reason.Should().BeNull();
    }

    [Fact]
    public void The_last_ten_results_are_kept()
    {
        for (var i = 0; i < 12; i++)
            Probe(0, i == 11 ? "timed out" : null);
        _board.Report()[0].Results.Should().HaveCount(10);
        _board.Report()[0].Results[^1].Failure.Should().Be("timed out");
        _board.Report()[0].Reason.Should().Be("timed out :100 once since 12:04:11");
    }

    [Fact]
    public void Results_of_another_generation_are_ignored() =>
        _board.Observe(new ProbeObservation(_time.GetUtcNow(), Backend(0) with { Generation = 9 }, null)).Should().BeFalse();

    [Fact]
    public void A_changed_probe_does_not_take_a_backend_down()
    {
        Probe(0, null);
        Probe(0, "refused");
        Probe(0, "refused");
        _world.Accept(Update("web1", Member() with { Probe = new ProbeRequest("tcp", 81, null, null, null) }));
        _board.Follow(_world.State).Should().BeFalse();
        States()[0].Should().Be(BackendState.Up);
        Probe(0, "refused").Should().BeFalse("it counts anew");
    }

    [Fact]
    public void Eager_failures_of_a_backend_that_is_up_count_once_an_interval()
    {
        Probe(0, null);
        for (var tenth = 0; tenth < 50; tenth++)
        {
            Eager("refused").Should().BeFalse("half an interval proves nothing");
            _time.Advance(TimeSpan.FromMilliseconds(100));
        }

        _time.Advance(TimeSpan.FromSeconds(5));
        Probe(0, "refused").Should().BeFalse();
        _board.Report()[0].Reason.Should().Be("refused :100 2 times since 12:04:11");
        _time.Advance(TimeSpan.FromSeconds(10));
        Probe(0, "refused").Should().BeTrue("the third of three");
        Eager(null).Should().BeTrue("a success counts whenever it comes");
    }

    [Fact]
    public void A_removed_backend_is_forgotten()
    {
        Probe(0, null);
        _world.Accept(Update("web1"));
        _board.Follow(_world.State).Should().BeTrue();
        _board.Report().Should().ContainSingle();
    }

    [Fact]
    public void Without_a_probe_a_backend_is_up_while_its_machine_runs()
    {
        var board = WithoutProbe();
        board.Current.Of(Backend(0)).Should().Be(BackendState.Down);
        board.Observe(Machine(MachineStatus.Running)).Should().BeTrue();
        board.Current.Of(Backend(0)).Should().Be(BackendState.Up);
        board.Observe(Machine(MachineStatus.Failed, "image exits at once")).Should().BeTrue();
        board.Current.Of(Backend(0)).Should().Be(BackendState.Down);
        board.Report()[0].Reason.Should().Be("image exits at once");
    }

    [Fact]
    public void An_endpoint_without_a_probe_on_a_running_machine_is_up_at_once()
    {
        var board = WithoutProbe();
        board.Observe(Machine(MachineStatus.Running));
        _world.Accept(Update("web1", Lone("alone", 80), Lone("more", 81)));
        board.Follow(_world.State).Should().BeTrue();
        board.Current.Backends.Values.Should().Equal(BackendState.Up, BackendState.Up);
    }

    [Fact]
    public void A_failed_machine_is_down_whatever_its_probe_said()
    {
        Probe(0, null);
        _board.Observe(Machine(MachineStatus.Failed, "no such image")).Should().BeTrue();
        States()[0].Should().Be(BackendState.Down);
    }

    [Fact]
    public void A_stopped_machine_drains_until_the_deadline()
    {
        Probe(0, null);
        Stop().Should().BeTrue();
        _board.Current.Draining.Should().ContainSingle();
        _board.Report()[0].State.Should().Be(HealthState.Draining);
        _board.NextDeadline.Should().Be(_time.GetUtcNow() + TimeSpan.FromSeconds(10));

        _time.Advance(TimeSpan.FromSeconds(9));
        _board.Expire().Should().BeFalse();
        _time.Advance(TimeSpan.FromSeconds(1));
        _board.Expire().Should().BeTrue();
        _board.Current.Draining.Should().BeEmpty();
        _board.Report()[0].State.Should().Be(HealthState.Stopped);
    }

    [Fact]
    public void A_drain_ends_when_no_flow_is_left()
    {
        Stop();
        _board.ObserveFlows(new Dictionary<uint, int> { [Backend(0).Index] = 2 }).Should().BeFalse();
        _board.ObserveFlows(new Dictionary<uint, int> { [Backend(1).Index] = 2 }).Should().BeTrue();
        _board.Current.Draining.Should().BeEmpty();
    }

    [Fact]
    public void A_machine_started_while_it_drains_goes_on_as_it_was()
    {
        Probe(0, null);
        Stop();
        _world.Accept(new StartRoles(Tenant, Service, DeploymentName, ["web1"]));
        _board.Follow(_world.State).Should().BeTrue();
        _board.Current.Draining.Should().BeEmpty();
        States()[0].Should().Be(BackendState.Up);
    }

    [Fact]
    public void A_machine_started_after_it_stopped_is_down_until_it_answers()
    {
        Probe(0, null);
        Stop();
        _time.Advance(TimeSpan.FromSeconds(10));
        _board.Expire();
        Probe(0, null).Should().BeFalse("a late result of the stopped machine does not count");
        _world.Accept(new StartRoles(Tenant, Service, DeploymentName, ["web1"]));
        _board.Follow(_world.State);
        States()[0].Should().Be(BackendState.Down);
    }

    [Fact]
    public void A_machine_that_was_stopped_before_the_process_began_does_not_drain()
    {
        _world.Accept(new StopRoles(Tenant, Service, DeploymentName, ["web1"], false));
        var board = new HealthBoard(_time, HealthOptions.Default);
        board.Follow(_world.State);
        board.Current.Draining.Should().BeEmpty();
    }

    [Fact]
    public void A_backend_whose_results_are_too_old_is_down()
    {
        Probe(0, null);
        _board.NextDeadline.Should().Be(_time.GetUtcNow() + TimeSpan.FromMinutes(2));
        _time.Advance(TimeSpan.FromMinutes(2));
        _board.Expire().Should().BeTrue();
        States()[0].Should().Be(BackendState.Down);
        _board.Report()[0].Reason.Should().Be("no probe results from its node");
        _board.NextDeadline.Should().BeNull();
    }

    [Fact]
    public void What_was_up_before_the_process_ended_is_up_after_it_began()
    {
        Probe(0, null);
        var board = new HealthBoard(_time, HealthOptions.Default, _board.Current);
        board.Follow(_world.State);
        board.Current.Backends.Should().BeEquivalentTo(_board.Current.Backends);
        for (var i = 0; i < 3; i++)
            board.Observe(new ProbeObservation(_time.GetUtcNow(), Backend(0), "refused"));
        board.Current.Of(Backend(0)).Should().Be(BackendState.Down);
    }

    private bool Probe(int backend, string? failure) =>
        _board.Observe(new ProbeObservation(_time.GetUtcNow(), Backend(backend), failure));

    private bool Eager(string? failure) =>
        _board.Observe(new ProbeObservation(_time.GetUtcNow(), Backend(0), failure, IsEager: true));

    private bool Stop()
    {
        _world.Accept(new StopRoles(Tenant, Service, DeploymentName, ["web1"], false));
        return _board.Follow(_world.State);
    }

    private HealthBoard WithoutProbe()
    {
        _world.Accept(Update("web2"));
        _world.Accept(Update("web1", Lone("alone", 80)));
        var board = new HealthBoard(_time, HealthOptions.Default);
        board.Follow(_world.State);
        return board;
    }

    private MachineObservation Machine(MachineStatus status, string? detail = null) =>
        new(_time.GetUtcNow(), Targets()[0].Port, status, detail);

    private Slot Backend(int index) => Targets()[index].Backend;

    private ImmutableArray<HealthTarget> Targets() => [.. HealthTarget.Of(_world.State).OrderBy(t => t.Backend.Index)];

    private IReadOnlyList<BackendState> States() => [.. Targets().Select(t => _board.Current.Of(t.Backend))];
}
