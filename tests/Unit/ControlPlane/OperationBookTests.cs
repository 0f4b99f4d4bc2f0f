using System.Net;
using AwesomeAssertions;
using Ilb.ControlPlane;
using Ilb.ControlPlane.Operations;
using Ilb.ControlPlane.Ownership;
using Ilb.ControlPlane.Store;
using Xunit;

namespace Ilb.Unit.ControlPlane;

public sealed class OperationBookTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2014, 5, 20, 12, 0, 0, TimeSpan.Zero);
    private static readonly Guid Busy = Guid.NewGuid(), Quiet = Guid.NewGuid();

    private readonly string _folder = Directory.CreateTempSubdirectory("ilb-operations-").FullName;
    private readonly SqliteStateStore _store;
    private readonly OperationBook _book;

    public OperationBookTests()
    {
        _store = new SqliteStateStore(Path.Combine(_folder, "state.db"));
        _book = new OperationBook(_store, new ControlPlaneOptions(_folder, new IPEndPoint(IPAddress.Loopback, 0)));
    }

    [Fact]
    public void Of_more_operations_than_are_kept_of_a_subscription_the_oldest_go_first()
    {
        Take([.. Enumerable.Range(0, OperationBook.Most + 5).Select(i => Ended($"{i:D5}", Busy, Noon.AddSeconds(i)))]);
        _book.Advance(_ => default, Noon.AddHours(3));
        _book.All.Keys.Should().HaveCount(OperationBook.Most).And.Contain("00005").And.NotContain("00004");
    }

    [Fact]
    public void A_busy_subscription_takes_no_operations_from_another()
    {
        Take([Ended("quiet", Quiet, Noon.AddHours(-1)), .. Enumerable.Range(0, OperationBook.Most + 5).Select(i => Ended($"{i:D5}", Busy, Noon.AddSeconds(i)))]);
        _book.Advance(_ => default, Noon.AddHours(3));
        _book.All.Keys.Should().Contain("quiet");
    }

    [Fact]
    public void Operations_that_ended_a_day_ago_are_forgotten_by_the_store_as_well_and_running_ones_by_nobody()
    {
        Take([Ended("old", Busy, Noon), Ended("new", Busy, Noon.AddHours(2)), Running("running", Busy)]);
        _book.Advance(_ => default, Noon.AddHours(25));
        _book.All.Keys.Should().BeEquivalentTo("new", "running");
        _store.Load().Operations.Select(operation => operation.Id).Should().BeEquivalentTo("new", "running");
    }

    /// <summary>Without waiting for the hour.</summary>
    [Fact]
    public void After_a_thousand_that_ended_those_too_many_go_at_once()
    {
        Take([.. Enumerable.Range(0, OperationBook.Most).Select(i => Ended($"{i:D5}", Busy, Noon.AddSeconds(i)))]);
        _book.Advance(_ => default, Noon.AddHours(3));
        for (var i = 0; i < 1_000; i++)
            _book.Add(Running($"late{i:D3}", Busy), revision: 0);
        _book.Advance(_ => default, Noon.AddHours(3));
        _book.All.Should().HaveCount(OperationBook.Most);
    }

    /// <summary>Whoever is killed in between, or can't store it, ends them once more: none is ended in the store and unknown to the audit record.</summary>
    [Fact]
    public void That_operations_ended_is_told_before_it_is_stored()
    {
        _book.Add(Running("one", Busy), revision: 0);
        _book.Ended = operation => _store.Load().Operations.Should().NotContain(stored => stored.Id == operation.Id && stored.Finished != null);
        _book.Advance(_ => default, Noon.AddHours(3));
        _store.Load().Operations.Should().ContainSingle().Which.Finished.Should().NotBeNull();
    }

    public void Dispose()
    {
        _store.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private void Take(IReadOnlyList<OperationRecord> operations)
    {
        _store.Save(operations);
        _book.TakeOver(operations, revision: 1, Noon.AddHours(25));
    }

    private static OperationRecord Ended(string id, Guid subscription, DateTimeOffset finished) =>
        Running(id, subscription) with { Status = OperationStatus.Succeeded, Finished = finished };

    private static OperationRecord Running(string id, Guid subscription) => new(
        id, subscription, "Update role", "MyWebsite1/web1", OperationStatus.InProgress, Noon, Noon.AddMinutes(2), [], [], "host/1", Noon.AddSeconds(30));
}
