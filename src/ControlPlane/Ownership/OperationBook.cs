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

    /// <summary>How many finished operations of a subscription can be asked for; the oldest go first.</summary>
    internal const int Most = 10_000;

    /// <summary>How long a finished operation can be asked for.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    /// <summary>When it is looked what can be forgotten: after some time, or some operations.</summary>
    private static readonly TimeSpan CleanedEvery = TimeSpan.FromHours(1);
    private const int CleanedAfter = 1_000;

    private readonly string _owner = string.Create(
        CultureInfo.InvariantCulture, $"{Environment.MachineName}/{Environment.ProcessId}/{Guid.NewGuid():N}");

    private readonly Dictionary<string, long> _running = [];
    private readonly Dictionary<int, long> _applied = [];
    private DateTimeOffset _cleaned = DateTimeOffset.MinValue;
    private int _endedSince;

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
        // The agents start anew as well and have to look at everything again: they get the whole time once more.
        var taken = stored.Select(operation => operation.Status == OperationStatus.InProgress
            ? operation with { Owner = _owner, LeaseUntil = now + Lease, Deadline = now + options.OperationTimeout }
            : operation).ToList();
        Save([.. taken.Where(operation => operation.Status == OperationStatus.InProgress)]);
        taken.ForEach(operation => Add(operation, revision));
    }

    public void Applied(AppliedObservation applied) =>
        _applied[applied.Node] = Math.Max(_applied.GetValueOrDefault(applied.Node), applied.Revision);

    /// <summary>The snapshot that every node has in its kernel, or a newer one; node 1 is the only one so far.</summary>
    public long AppliedRevision => _applied.GetValueOrDefault(1);

    public bool IsApplied(long revision) => AppliedRevision >= revision;

    public void Advance(Func<MachineGoal, (Power? Wanted, MachineObservation? Seen)> look, DateTimeOffset now)
    {
        var changed = _running.Select(running => Next(All[running.Key], IsApplied(running.Value), look, now))
            .Where(operation => operation != All[operation.Id]).ToList();
        var ended = changed.Where(operation => operation.Status != OperationStatus.InProgress).ToList();
        // Before they are stored: whoever is killed in between ends them once more, and tells it once more.
        ended.ForEach(Ended);
        Save(changed);
        All = All.SetItems(changed.Select(operation => KeyValuePair.Create(operation.Id, operation)));
        ended.ForEach(operation => _running.Remove(operation.Id));
        _endedSince += ended.Count;
        Clean(now);
    }

    private static OperationRecord Next(
        OperationRecord operation, bool applied, Func<MachineGoal, (Power? Wanted, MachineObservation? Seen)> look, DateTimeOffset now)
    {
        var after = Progress.Of(operation, applied, look, now);
        return after.Status == OperationStatus.InProgress && after.LeaseUntil - RenewBefore < now ? after with { LeaseUntil = now + Lease } : after;
    }

    private void Save(List<OperationRecord> operations)
    {
        if (operations.Count > 0)
            store.Save(operations);
    }

    private void Clean(DateTimeOffset now)
    {
        if (now - _cleaned < CleanedEvery && _endedSince < CleanedAfter)
            return;
        var over = All.Values.Where(operation => operation.Finished is not null).GroupBy(operation => operation.Subscription)
            .SelectMany(ended => ended.OrderByDescending(operation => operation.Finished).Where((operation, i) => i >= Most || operation.Finished < now - Kept))
            .Select(operation => operation.Id).ToList();
        if (over.Count > 0)
            store.Forget(over);
        All = All.RemoveRange(over);
        (_cleaned, _endedSince) = (now, 0);
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
