using AwesomeAssertions;
using Ilb.ControlPlane.Health;
using Ilb.Model.Commands;
using Ilb.Model.Feed;
using Ilb.Model.Snapshots;
using Ilb.Unit.Decisions;
using Microsoft.Extensions.Time.Testing;
using Xunit;
using static Ilb.Unit.Decisions.World;

namespace Ilb.Unit.Health;

/// <summary>A member that goes down again and again is held back; the half-life is a minute.</summary>
public sealed class FlapDampingTests
{
    private readonly World _world = Balanced();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2014, 5, 20, 12, 0, 0, TimeSpan.Zero));
    private readonly HealthBoard _board;

    public FlapDampingTests()
    {
        _world.Accept(Update("web1", Damped(60)));
        _board = new HealthBoard(_time, HealthOptions.Default);
        _board.Follow(_world.State);
        Probe(null);
    }

    [Fact]
    public void The_third_time_in_short_succession_holds_it_back_until_its_penalty_is_down()
    {
        Flap();
        Flap();
        State().Should().Be(HealthState.Up, "twice is no habit");
        Flap();
        State().Should().Be(HealthState.Damped);
        (_board.Current.Of(Backend), _board.Current.Damped.Contains(Backend)).Should().Be((BackendState.Down, true));
        _board.Report()[0].Reason.Should().Be("went down 3 times, penalty 3000: held back until 12:02:00, when that is 750");
        _board.NextDeadline.Should().Be(_time.GetUtcNow() + TimeSpan.FromMinutes(2));

        _time.Advance(TimeSpan.FromMinutes(1));
        Probe(null);
        _board.Report()[0].Reason.Should().Contain("penalty 1500");
        _board.Expire().Should().BeFalse();
        _time.Advance(TimeSpan.FromMinutes(1));
        _board.Expire().Should().BeTrue();
        (State(), _board.Current.Of(Backend), _board.Report()[0].Reason).Should().Be((HealthState.Up, BackendState.Up, null));
        Flap();
        State().Should().Be(HealthState.Up, "all is forgotten");
    }

    [Fact]
    public void Times_far_apart_add_up_to_nothing()
    {
        for (var i = 0; i < 20; i++)
        {
            Flap();
            State().Should().Be(HealthState.Up);
            _time.Advance(TimeSpan.FromMinutes(1.1));
            Probe(null);
        }
    }

    [Fact]
    public void What_was_long_ago_is_not_counted()
    {
        Flap();
        _time.Advance(TimeSpan.FromHours(1));
        for (var i = 0; i < 3; i++)
            Flap();
        _board.Report()[0].Reason.Should().StartWith("went down 3 times, penalty 3000");
    }

    [Fact]
    public void Nobody_is_held_back_for_longer_than_four_half_lives()
    {
        for (var i = 0; i < 50; i++)
            Flap();
        _board.Report()[0].Reason.Should().Contain("penalty 12000: held back until 12:04:00");
    }

    [Fact]
    public void While_it_is_down_the_reason_tells_both()
    {
        Flap();
        Flap();
        Fall();
        State().Should().Be(HealthState.Down);
        _board.Current.Damped.Should().BeEmpty();
        _board.Report()[0].Reason.Should().StartWith("refused :100 3 times since 12:00:00; went down 3 times, penalty 3000: held back");
    }

    [Fact]
    public void Without_a_half_life_it_is_let_go_at_once()
    {
        for (var i = 0; i < 3; i++)
            Flap();
        _world.Accept(Update("web1", Damped(0)));
        _board.Follow(_world.State).Should().BeTrue();
        State().Should().Be(HealthState.Up);
        for (var i = 0; i < 3; i++)
            Flap();
        State().Should().Be(HealthState.Up);
    }

    [Fact]
    public void Stopping_the_machine_forgets_it()
    {
        for (var i = 0; i < 3; i++)
            Flap();
        _world.Accept(new StopRoles(Tenant, Service, DeploymentName, ["web1"], true));
        _board.Follow(_world.State);
        _time.Advance(HealthOptions.Default.Drain);
        _board.Expire();
        _world.Accept(new StartRoles(Tenant, Service, DeploymentName, ["web1"]));
        _board.Follow(_world.State);
        Probe(null);
        State().Should().Be(HealthState.Up);
    }

    private Slot Backend => _board.Report()[0].Target.Backend;

    private HealthState State() => _board.Report()[0].State;

    private void Flap()
    {
        Fall();
        Probe(null);
    }

    private void Fall()
    {
        for (var i = 0; i < 3; i++)
            Probe("refused");
    }

    private void Probe(string? failure) => _board.Observe(new ProbeObservation(_time.GetUtcNow(), Backend, failure));

    private static EndpointRequest Damped(int halfLife) => Member() with { Policy = PolicyRequest.Silent with { FlapHalfLifeSeconds = halfLife } };
}
