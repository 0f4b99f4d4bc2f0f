using AwesomeAssertions;
using Ilb.ControlPlane.Ownership;
using Ilb.Model.Snapshots;
using Ilb.Unit.Forwarding;
using Xunit;

namespace Ilb.Unit.Health;

/// <summary>Who goes on taking connections when all members of a set are down.</summary>
public sealed class LastGoodTests
{
    private readonly LastGood _lastGood = new([]);

    [Fact]
    public void It_is_those_that_were_up_last_until_another_is()
    {
        Follow(BackendState.Up, BackendState.Up).Should().Equal(1, 2);
        Follow(BackendState.Down, BackendState.Up).Should().Equal(2);
        Follow(BackendState.Down, BackendState.Down).Should().Equal(2);
        Follow(BackendState.Up, BackendState.Down).Should().Equal(1);
    }

    [Fact]
    public void A_set_that_is_taken_out_still_knows_them()
    {
        Follow(BackendState.Up, BackendState.Up);
        Follow(BackendState.Draining, BackendState.Draining).Should().Equal(1, 2);
    }

    [Fact]
    public void Sets_with_another_policy_are_not_remembered()
    {
        _lastGood.Follow(Scenario.Snapshot(Scenario.Backend(1)));
        _lastGood.Backends.Should().BeEmpty();
    }

    private IEnumerable<uint> Follow(params BackendState[] states)
    {
        BackendEntry[] backends =
        [
            .. states.Select((state, i) => Scenario.Backend((uint)i + 1, state)).Select(backend => backend with { TookLast = _lastGood.Backends.Contains(backend.Slot) }),
        ];
        _lastGood.Follow(Scenario.Snapshot() with { Sets = [Scenario.Set(backends) with { WhenAllDown = AllDown.LastGood }] });
        return _lastGood.Backends.Select(slot => slot.Index).Order();
    }
}
