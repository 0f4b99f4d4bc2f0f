using AwesomeAssertions;
using Ilb.Bench.Scale;
using Ilb.Forwarding;
using Ilb.Model.Snapshots;
using Xunit;

namespace Ilb.Unit.Bench;

public sealed class ScaleSnapshotTests
{
    [Fact]
    public void A_hundred_backends_are_ten_sets_of_ten_that_share_nothing()
    {
        var state = ForwardingCompiler.Compile(ScaleSnapshot.Of(100), node: 1);

        state.Backends.Should().HaveCount(100);
        state.Targets.Should().HaveCount(100);
        state.Members.Should().HaveCount(100);
        state.Tables.Should().HaveCount(10);
    }

    [Fact]
    public void One_backend_down_is_two_writes_however_many_there_are()
    {
        var snapshot = ScaleSnapshot.Of(1_000);
        var before = ForwardingCompiler.Compile(snapshot, node: 1);
        var after = ForwardingCompiler.Compile(ScaleSnapshot.With(snapshot, 7, BackendState.Down), node: 1, before);

        ForwardingChange.Between(before, after).Steps.Select(step => (step.Map, step.Count))
            .Should().BeEquivalentTo([(ForwardingMap.Backends, 1), (ForwardingMap.Tables, 1)]);
    }

    [Fact]
    public void One_backend_down_is_found_among_few_however_many_there_are()
    {
        const int few = 30; // the bucket that it is in
        var snapshot = ScaleSnapshot.Of(1_000);
        var before = ForwardingCompiler.Compile(snapshot, node: 1);
        var after = ForwardingCompiler.Compile(ScaleSnapshot.With(snapshot, 7, BackendState.Down), node: 1, before);

        after.Backends.NotSharedWith(before.Backends).Should().NotBeEmpty().And.HaveCountLessThan(few);
        after.Tables.NotSharedWith(before.Tables).Should().NotBeEmpty().And.HaveCountLessThan(few);
        after.Targets.NotSharedWith(before.Targets).Should().BeEmpty();
        after.Members.NotSharedWith(before.Members).Should().BeEmpty();
        after.Ports.NotSharedWith(before.Ports).Should().BeEmpty();
        after.Routes.NotSharedWith(before.Routes).Should().BeEmpty();
    }
}
