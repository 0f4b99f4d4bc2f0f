using System.Collections.Immutable;
using AwesomeAssertions;
using Ilb.ControlPlane.Operations;
using Ilb.ControlPlane.Store;
using Ilb.Model.Documents;
using Ilb.Model.Projection;
using Ilb.Model.Snapshots;
using Xunit;

namespace Ilb.Unit.ControlPlane;

/// <summary>What every store keeps to; a store's test class only says how it is opened.</summary>
public abstract class StateStoreContract
{
    private static readonly DateTimeOffset Noon = new(2014, 5, 20, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Opens the same store each time.</summary>
    protected abstract IStateStore Open();

    [Fact]
    public void A_new_store_is_empty_at_revision_0()
    {
        using var store = Open();
        store.Load().Should().BeEquivalentTo(new { Revision = 0L, Documents = Array.Empty<object>(), Operations = Array.Empty<object>() });
    }

    [Fact]
    public void A_commit_is_there_after_opening_again()
    {
        using (var store = Open())
            store.Commit(new StoreChange(0, [new StoredDocument("a", "1"), new StoredDocument("b", "2")], Operation("x")));
        using var again = Open();
        var state = again.Load();
        state.Revision.Should().Be(1);
        state.Documents.Should().BeEquivalentTo([new StoredDocument("a", "1"), new StoredDocument("b", "2")]);
        state.Operations.Should().BeEquivalentTo([Operation("x")]);
    }

    [Fact]
    public void A_commit_from_an_old_revision_changes_nothing()
    {
        using var store = Open();
        store.Commit(new StoreChange(0, [new StoredDocument("a", "1")], null));
        var stale = () => store.Commit(new StoreChange(0, [new StoredDocument("a", "2")], Operation("x")));
        stale.Should().Throw<StaleRevisionException>().Which.Current.Should().Be(1);
        store.Load().Documents.Should().Equal(new StoredDocument("a", "1"));
        store.Load().Operations.Should().BeEmpty();
    }

    [Fact]
    public void A_document_without_content_is_removed()
    {
        using var store = Open();
        store.Commit(new StoreChange(0, [new StoredDocument("a", "1"), new StoredDocument("b", "2")], null));
        store.Commit(new StoreChange(1, [new StoredDocument("a", null)], null));
        store.Load().Documents.Should().Equal(new StoredDocument("b", "2"));
        store.Load().Revision.Should().Be(2);
    }

    [Fact]
    public void An_operation_goes_on_without_a_new_revision()
    {
        using var store = Open();
        store.Commit(new StoreChange(0, [], Operation("x")));
        store.Save([Operation("x") with { Status = OperationStatus.Failed, ErrorCode = "ConflictError", Finished = Noon }]);
        store.Load().Revision.Should().Be(1);
        store.Load().Operations.Single().ErrorCode.Should().Be("ConflictError");
    }

    [Fact]
    public void Of_operations_that_go_on_together_all_are_stored_or_none()
    {
        using var store = Open();
        store.Commit(new StoreChange(0, [], Operation("x")));
        var half = () => store.Save([Operation("x") with { Status = OperationStatus.Failed }, Operation("y") with { Id = null! }]);
        half.Should().Throw<Exception>();
        store.Load().Operations.Should().BeEquivalentTo([Operation("x")]);
    }

    [Fact]
    public void Operations_are_forgotten_by_their_ids_and_others_kept()
    {
        using var store = Open();
        store.Commit(new StoreChange(0, [], Operation("old") with { Finished = Noon }));
        store.Commit(new StoreChange(1, [], Operation("new") with { Finished = Noon.AddHours(2) }));
        store.Commit(new StoreChange(2, [], Operation("running")));
        store.Forget(["old", "nobody's"]);
        store.Load().Operations.Select(operation => operation.Id).Should().BeEquivalentTo("new", "running");
    }

    [Fact]
    public void Snapshot_revisions_are_never_given_twice()
    {
        long first;
        using (var store = Open())
        {
            first = store.ReserveSnapshotRevisions(10);
            store.ReserveSnapshotRevisions(5).Should().Be(first + 10);
        }

        using var again = Open();
        again.ReserveSnapshotRevisions(1).Should().Be(first + 15);
    }

    [Fact]
    public void Judged_health_is_remembered()
    {
        var health = EffectiveHealth.Unknown with
        {
            Backends = ImmutableDictionary<Slot, BackendState>.Empty.Add(new Slot(3, 2), BackendState.Up).Add(new Slot(4, 1), BackendState.Down),
        };
        using (var store = Open())
            store.Remember(health);
        using var again = Open();
        var remembered = again.Load().Health!;
        remembered.Of(new Slot(3, 2)).Should().Be(BackendState.Up);
        remembered.Of(new Slot(4, 1)).Should().Be(BackendState.Down);
    }

    private static OperationRecord Operation(string id) => new(
        id,
        Guid.Empty,
        "Add role",
        "MyWebsite1/web1",
        OperationStatus.InProgress,
        Noon,
        Noon.AddMinutes(2),
        [new MachineGoal("MyWebsite1/web1", new Slot(1, 1), MachineGoalKind.Running)],
        ["a note"],
        "host/1",
        Noon.AddSeconds(30));
}
