using AwesomeAssertions;
using Ilb.ControlPlane.Health;
using Ilb.Model.Commands;
using Ilb.Model.Feed;
using Ilb.Unit.Decisions;
using Microsoft.Extensions.Time.Testing;
using Xunit;
using static Ilb.Unit.Decisions.World;

namespace Ilb.Unit.Health;

/// <summary>Time comes to machines that are taken out.</summary>
public sealed class DrainTests
{
    private readonly World _world = Balanced();
    private readonly FakeTimeProvider _time = new(Now);
    private readonly HealthBoard _board;

    public DrainTests()
    {
        _board = new HealthBoard(_time, HealthOptions.Default);
        _board.Follow(_world.State);
    }

    [Fact]
    public void Connections_that_are_to_be_reset_are_cut_off_at_the_deadline()
    {
        Begin(60, "reset");
        Reason().Should().Contain("its connections may end until 12:01").And.EndWith("then what is left is reset");
        var deadline = _board.NextDeadline!.Value;
        deadline.Should().BeCloseTo(Now.AddSeconds(60), TimeSpan.FromSeconds(10));

        _time.SetUtcNow(deadline - TimeSpan.FromSeconds(1));
        _board.Expire().Should().BeFalse();
        _time.SetUtcNow(deadline);
        _board.Expire().Should().BeTrue();
        _board.Current.CutOff.Should().Equal(_board.Report()[0].Target.Backend);
        _board.NextDeadline.Should().BeNull();
        Reason().Should().EndWith("is reset").And.Contain("had until");
    }

    [Fact]
    public void Connections_that_are_kept_go_on_after_the_deadline()
    {
        Begin(60, "keep");
        _board.NextDeadline.Should().BeNull();
        _time.Advance(TimeSpan.FromMinutes(5));
        _board.Expire().Should().BeFalse();
        _board.Current.CutOff.Should().BeEmpty();
        Reason().Should().EndWith("goes on");
        _board.Report()[0].State.Should().Be(HealthState.Draining);
    }

    [Fact]
    public void A_machine_that_is_taken_in_again_is_no_longer_cut_off_and_as_healthy_as_it_was_found_meanwhile()
    {
        Begin(0, "reset");
        _time.Advance(TimeSpan.FromMinutes(1));
        _board.Expire();
        _board.Observe(new ProbeObservation(_time.GetUtcNow(), _board.Report()[0].Target.Backend, null));
        _board.Report()[0].State.Should().Be(HealthState.Draining);
        _world.Accept(new EndDrain(Tenant, ["web1"], null));
        _board.Follow(_world.State).Should().BeTrue();
        _board.Current.CutOff.Should().BeEmpty();
        _board.Report()[0].State.Should().Be(HealthState.Up);
    }

    [Fact]
    public void A_deadline_that_came_while_nobody_looked_counts_at_once()
    {
        Begin(60, "reset");
        _time.Advance(TimeSpan.FromHours(30));
        var board = new HealthBoard(_time, HealthOptions.Default, _board.Current);
        board.Follow(_world.State);
        board.Current.CutOff.Should().ContainSingle();
        board.Report()[0].Reason.Should().StartWith("taken out since 2014-05-20 12:00", "it was another day");
    }

    [Fact]
    public void No_deadline_is_said_to_be_none()
    {
        Begin(null, "keep");
        Reason().Should().EndWith("; its connections may take their time");
    }

    [Fact]
    public void A_machine_that_is_stopped_while_it_drains_stops_as_any_other()
    {
        Begin(600, "keep");
        _world.Accept(new StopRoles(Tenant, Service, DeploymentName, ["web1"], false));
        _board.Follow(_world.State);
        _time.Advance(TimeSpan.FromSeconds(10));
        _board.Expire().Should().BeTrue();
        _board.Report()[0].State.Should().Be(HealthState.Stopped);
    }

    private void Begin(double? seconds, string atEnd)
    {
        _world.Accept(new BeginDrain(Tenant, ["web1"], null, seconds, atEnd, null));
        _board.Follow(_world.State);
    }

    private string? Reason() => _board.Report()[0].Reason;
}
