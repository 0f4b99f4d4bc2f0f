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

/// <summary>The share of a member that comes up grows over 30 s.</summary>
public sealed class SlowStartTests
{
    private readonly World _world = Balanced();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2014, 5, 20, 12, 0, 0, TimeSpan.Zero));
    private HealthBoard _board;

    public SlowStartTests()
    {
        _world.Accept(Update("web1", Member() with { Weight = 3, Policy = PolicyRequest.Silent with { SlowStartSeconds = 30 } }));
        _board = new HealthBoard(_time, HealthOptions.Default);
        _board.Follow(_world.State);
    }

    [Fact]
    public void It_grows_in_ten_steps_of_its_weight()
    {
        Probe(null);
        var shares = new List<int>();
        for (var i = 0; i < 10; i++)
        {
            shares.Add(Weight());
            if (i < 9)
                _board.NextDeadline.Should().Be(_time.GetUtcNow() + TimeSpan.FromSeconds(3));
            _time.Advance(TimeSpan.FromSeconds(3));
            _board.Expire().Should().Be(i < 9);
        }

        shares.Should().Equal(30, 60, 90, 120, 150, 180, 210, 240, 270, 300);
        _board.Current.Shares.Should().BeEmpty();
    }

    [Fact]
    public void The_reason_tells_how_far_it_is()
    {
        Probe(null);
        _time.Advance(TimeSpan.FromSeconds(7));
        _board.Report()[0].Reason.Should().Be("starts slowly with 30 % of its weight, has all of it at 12:00:27");
        _time.Advance(TimeSpan.FromSeconds(20));
        _board.Report()[0].Reason.Should().BeNull();
    }

    [Fact]
    public void It_begins_anew_whenever_the_member_comes_up_or_is_taken_in_again()
    {
        Probe(null);
        Wait();
        for (var i = 0; i < 3; i++)
            Probe("refused");
        Probe(null);
        Weight().Should().Be(30);
        Wait();
        Weight().Should().Be(300);
        Do(new BeginDrain(Tenant, ["web1"], null, null, null, null));
        Do(new EndDrain(Tenant, ["web1"], null));
        Weight().Should().Be(30);
    }

    [Fact]
    public void Who_was_up_before_the_process_began_has_all_of_it()
    {
        Probe(null);
        _board = new HealthBoard(_time, HealthOptions.Default, _board.Current);
        _board.Follow(_world.State);
        Probe(null);
        Weight().Should().Be(300);
    }

    [Fact]
    public void Without_a_time_nothing_grows()
    {
        Do(Update("web1", Member() with { Policy = PolicyRequest.Silent with { SlowStartSeconds = 0 } }));
        Probe(null);
        Weight().Should().Be(300);
        Do(Update("web1", Member() with { Policy = PolicyRequest.Silent with { SlowStartSeconds = 30 } }));
        Weight().Should().Be(300, "it came up before that was asked for");
    }

    private int Weight() => SnapshotProjection.Project(1, _world.State, _board.Current).Sets[0].Backends[0].Weight;

    private void Wait()
    {
        _time.Advance(TimeSpan.FromSeconds(30));
        _board.Expire();
    }

    private void Do(Command command)
    {
        _world.Accept(command);
        _board.Follow(_world.State);
    }

    private void Probe(string? failure) => _board.Observe(new ProbeObservation(_time.GetUtcNow(), _board.Report()[0].Target.Backend, failure));
}
