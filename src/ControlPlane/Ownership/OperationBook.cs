using System.Collections.Immutable;
using System.Globalization;
using Ilb.ControlPlane.Operations;
using Ilb.ControlPlane.Store;
using Ilb.Model.Commands;
using Ilb.Model.Desired;
using Ilb.Model.Feed;

namespace Ilb.ControlPlane.Ownership;

/// <summary>
/// The operations and how they go on. Each belongs to a process for the time of a lease that is renewed while it works; the next
/// process takes over what it finds unfinished, and works on it as if it had begun it.
/// </summary>
internal sealed class OperationBook(IStateStore store, ControlPlaneOptions options)
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan RenewBefore = TimeSpan.FromSeconds(10);

    /// <summary>How long a finished operation can be asked for.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    private readonly string _owner = string.Create(
        CultureInfo.InvariantCulture, $"{Environment.MachineName}/{Environment.ProcessId}/{Guid.NewGuid():N}");

    private readonly Dictionary<string, long> _running = [];
    private readonly Dictionary<int, long> _applied = [];
    private DateTimeOffset _cleaned = DateTimeOffset.MinValue;

    public ImmutableDictionary<string, OperationRecord> All { get; private set; } = ImmutableDictionary<string, OperationRecord>.Empty;

    /// <summary>Told of every operation that ends.</summary>
    public Action<OperationRecord> Ended { get; set; } = _ => { };

    public OperationRecord New(
        ChangeRequest request, IReadOnlyList<MachineGoal> goals, IEnumerable<string> notes, DateTimeOffset now) => new(
        request.Id,
        request.Command.Subscription,
        request.Kind,
        request.Target,
        OperationStatus.InProgress,
        now,
        now + options.OperationTimeout,
        goals,
        [.. notes, .. request.Notes],
        _owner,
        now + Lease)
        {
            CloudService = CloudServiceOf(request.Command),
        };

    /// <summary>The unfinished operation on the cloud service that a command would change; null: there is none.</summary>
    public OperationRecord? Holder(Command command) => CloudServiceOf(command) is { } service
        ? _running.Keys.Select(id => All[id]).FirstOrDefault(
            operation => operation.Subscription == command.Subscription && Named.Same(operation.CloudService, service))
        : null;

    /// <summary>Adds an operation that was stored with its change.</summary>
    /// <param name="revision">The first snapshot that holds the change.</param>
    public void Add(OperationRecord operation, long revision)
    {
        All = All.SetItem(operation.Id, operation);
        if (operation.Status == OperationStatus.InProgress)
            _running[operation.Id] = revision;
    }

    /// <summary>What a former process left: its folder lock is ours, so it is gone and its leases with it.</summary>
    public void TakeOver(IEnumerable<OperationRecord> stored, long revision, DateTimeOffset now)
    {
        foreach (var operation in stored)
        {
            if (operation.Status != OperationStatus.InProgress)
            {
                Add(operation, revision);
                continue;
            }

            // The agents start anew as well and have to look at everything again: they get the whole time once more.
            var taken = operation with { Owner = _owner, LeaseUntil = now + Lease, Deadline = now + options.OperationTimeout };
            store.Save(taken);
            Add(taken, revision);
        }
    }

    public void Applied(AppliedObservation applied) =>
        _applied[applied.Node] = Math.Max(_applied.GetValueOrDefault(applied.Node), applied.Revision);

    /// <summary>The snapshot that every node has in its kernel, or a newer one; node 1 is the only one so far.</summary>
    public long AppliedRevision => _applied.GetValueOrDefault(1);

    public bool IsApplied(long revision) => AppliedRevision >= revision;

    public void Advance(Func<MachineGoal, (Power? Wanted, MachineObservation? Seen)> look, DateTimeOffset now)
    {
        foreach (var (id, revision) in _running.ToList())
        {
            var before = All[id];
            var after = Progress.Of(before, IsApplied(revision), look, now);
            if (after.Status == OperationStatus.InProgress && after.LeaseUntil - RenewBefore < now)
                after = after with { LeaseUntil = now + Lease };
            if (after == before)
                continue;
            store.Save(after);
            All = All.SetItem(id, after);
            if (after.Status == OperationStatus.InProgress)
                continue;
            _running.Remove(id);
            Ended(after);
        }

        Clean(now);
    }

    private void Clean(DateTimeOffset now)
    {
        if (now - _cleaned < TimeSpan.FromHours(1))
            return;
        _cleaned = now;
        store.Forget(now - Kept);
        All = All.RemoveRange(All.Values.Where(operation => operation.Finished < now - Kept).Select(operation => operation.Id));
    }

    /// <summary>What ilb adds to the classic API, drains and attachments, neither holds a cloud service nor minds who does.</summary>
    private static string? CloudServiceOf(Command command) => command switch
    {
        DeploymentCommand change => change.CloudService,
        BeginDeployment change => change.CloudService,
        UpdateCloudService change => change.Name,
        DeleteCloudService change => change.Name,
        _ => null,
    };
}
