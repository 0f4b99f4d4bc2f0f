using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using Ilb.ControlPlane.Documents;
using Ilb.ControlPlane.Health;
using Ilb.ControlPlane.Metrics;
using Ilb.ControlPlane.Operations;
using Ilb.ControlPlane.Store;
using Ilb.Model.Commands;
using Ilb.Model.Desired;
using Ilb.Model.Documents;
using Ilb.Model.Feed;
using Ilb.Model.Projection;
using Microsoft.Extensions.Logging;

namespace Ilb.ControlPlane.Ownership;

/// <summary>
/// The state and what follows from it: decides, stores, judges health, publishes snapshots and brings operations to their end. Used
/// by one thread at a time, <see cref="StateOwner"/>'s; everybody else reads <see cref="Current"/>, which is immutable.
/// </summary>
internal sealed partial class OwnedState
{
    private readonly IStateStore _store;
    private readonly Catalogue _catalogue;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly FlowWatch _flows;
    private readonly HealthLog _told;
    private readonly SnapshotSource _snapshots;
    private readonly RevisionMetrics _metrics;
    private readonly HealthBoard _health;
    private readonly OperationBook _operations;
    private readonly RetiredVips _retired = new();
    private readonly LastGood _lastGood;
    private readonly bool _isExclusive;

    private DesiredState _desired;
    private MachineIndex _machines;
    private ImmutableDictionary<Model.Snapshots.Slot, MachineObservation> _seen =
        ImmutableDictionary<Model.Snapshots.Slot, MachineObservation>.Empty;

    private PublishedState _current = PublishedState.Empty;
    private EffectiveHealth _published = EffectiveHealth.Unknown;
    private EffectiveHealth? _remembered;

    public OwnedState(IStateStore store, Catalogue catalogue, SnapshotFeed feed, ControlPlaneOptions options, FlowWatch flows, HealthLog told, ILogger log)
    {
        _store = store;
        _catalogue = catalogue;
        _clock = options.Clock;
        _log = log;
        _flows = flows;
        _told = told;
        _isExclusive = options.IsExclusive;
        var stored = _store.Load();
        _desired = Read(stored);
        _machines = new MachineIndex(_desired);
        _metrics = new RevisionMetrics(options.Meter, _clock);
        _snapshots = new SnapshotSource(_store, feed, _metrics, catalogue.PublicSpace);
        _operations = new OperationBook(_store, options);
        _health = new HealthBoard(_clock, HealthOptions.Default with { Drain = options.DrainTime }, stored.Health);
        _remembered = stored.Health;
        _lastGood = new LastGood(stored.Health?.LastGood ?? []);
        _health.Follow(_desired);
        Publish();
        _retired.Follow(_desired, _snapshots.Revision);
        _operations.TakeOver(stored.Operations, _snapshots.Revision, _clock.GetUtcNow());
        Show();
    }

    /// <summary>Told of every operation that ends.</summary>
    public Action<OperationRecord> Ended { set => _operations.Ended = value; }

    /// <summary>As it was shown last; may be read from anywhere.</summary>
    public PublishedState Current => Volatile.Read(ref _current);

    /// <summary>What status says about every backend; may be asked from anywhere.</summary>
    public ImmutableArray<BackendHealth> Health => _health.Report();

    /// <summary>When <see cref="Advance"/> has something to do though nobody said anything; null: only a report can change anything.</summary>
    public DateTimeOffset? NextDeadline => _health.NextDeadline;

    /// <summary>Decides and stores.</summary>
    /// <exception cref="StoreException">Nothing changed.</exception>
    /// <exception cref="StaleRevisionException">Somebody else stored meanwhile; nothing changed, and their state was read back.</exception>
    public Outcome Change(ChangeRequest request)
    {
        try
        {
            return Decide(request);
        }
        catch (Exception error) when (error is StoreException or StaleRevisionException)
        {
            LogStore(_log, error, request.Kind, request.Target);
            Reload();
            throw;
        }
    }

    /// <summary>Takes a report of an agent; what concerns nothing known is ignored.</summary>
    public void Observe(Observation observation)
    {
        switch (observation)
        {
            case MachineObservation machine when _machines.Has(machine.Port):
                _seen = _seen.SetItem(machine.Port, machine);
                _health.Observe(machine);
                break;
            case AppliedObservation applied:
                _operations.Applied(applied);
                _metrics.Applied(_operations.AppliedRevision);
                break;
            case ProbeObservation probe:
                _health.Observe(probe);
                break;
        }
    }

    /// <param name="revision">Of the snapshot that was in the kernel when they were counted.</param>
    /// <param name="flows">Live flows per backend slot index.</param>
    public void Observe(long revision, IReadOnlyDictionary<uint, int> flows)
    {
        _health.ObserveFlows(flows);
        _retired.Observe(revision, flows);
    }

    /// <summary>Does what the time has come for.</summary>
    /// <exception cref="StoreException">Something could not be stored; it is due again.</exception>
    public void Advance()
    {
        var now = _clock.GetUtcNow();
        _health.Expire();
        _told.Tell(_health.News());
        if (!ReferenceEquals(_health.Current, _published))
            Publish();
        if (!ReferenceEquals(_published.Backends, _remembered?.Backends) || !ReferenceEquals(_lastGood.Backends, _remembered?.LastGood))
        {
            var worth = _published with { LastGood = _lastGood.Backends };
            _store.Remember(worth);
            _remembered = worth;
        }

        if ((!_health.Current.Draining.IsEmpty || !_retired.IsEmpty) && _operations.IsApplied(_snapshots.Revision))
            _flows.Look(_snapshots.Revision);
        foreach (var release in _retired.Due(now))
            Change(new ChangeRequest(Guid.NewGuid().ToString("N"), release, "Release", release.Address.ToString(), IsAsynchronous: false, []));
        _operations.Advance(goal => (_machines.Wanted(goal.Port), _seen.GetValueOrDefault(goal.Port)), now);
    }

    /// <summary>Lets everybody see what it is now.</summary>
    public void Show() => Volatile.Write(
        ref _current, new PublishedState(_desired, _snapshots.Current, _operations.AppliedRevision, _seen, _operations.All));

    private Outcome Decide(ChangeRequest request)
    {
        if (_isExclusive && _operations.Holder(request.Command) is { } holder)
            return HeldBy(holder);
        var now = _clock.GetUtcNow();
        var outcome = Decider.Decide(_desired, request.Command, new CommandContext(now, Guid.ParseExact(request.Id, "N"), _catalogue)
        {
            Secret = RandomNumberGenerator.GetBytes(32),
            Version = request.Version,
            MayEmpty = request.MayEmpty,
            Health = _health.Current,
        });
        if (outcome is not Accepted accepted)
            return outcome;
        var operation = request.IsAsynchronous
            ? _operations.New(request, Goals.Of(accepted.State, request.Command), accepted.Notes, now)
            : null;
        // What could fail after the commit comes before it.
        _snapshots.Reserve();
        _store.Commit(new StoreChange(_desired.Revision, DesiredDocuments.Changes(_desired, accepted.State), operation));
        Follow(accepted.State);
        if (operation is not null)
            _operations.Add(operation, _snapshots.Revision);
        return outcome;
    }

    /// <summary>Azure's own sentence first: clients look for it.</summary>
    private static Refused HeldBy(OperationRecord holder) => new([new Problem(
        ProblemKind.Conflict, ProblemCode.CloudServiceHeld, holder.CloudService!,
        $"Windows Azure is currently performing an operation with x-ms-requestid {holder.Id} on this deployment that requires exclusive access. "
            + $"{holder.Kind} {holder.Target} has not ended: ask for operations/{holder.Id} until it has, then try again.")]);

    private void Follow(DesiredState state)
    {
        _desired = state;
        _machines = new MachineIndex(state);
        _seen = _seen.RemoveRange(_seen.Keys.Where(port => !_machines.Has(port)));
        _health.Follow(state);
        Publish();
        _retired.Follow(state, _snapshots.Revision);
    }

    private void Publish()
    {
        _published = _health.Current;
        _snapshots.Publish(_desired, _published with { LastGood = _lastGood.Backends });
        _lastGood.Follow(_snapshots.Current);
    }

    /// <summary>After a failed commit only the store knows what is stored.</summary>
    private void Reload()
    {
        try
        {
            Follow(Read(_store.Load()));
        }
        catch (StoreException error)
        {
            LogStore(_log, error, "Reading back", "the state");
        }
    }

    private static DesiredState Read(StoredState stored)
    {
        try
        {
            return RecordedSites.Complete(DesiredDocuments.Join(stored.Revision, stored.Documents));
        }
        catch (Exception error) when (error is FormatException or JsonException or InvalidDataException)
        {
            throw new StoreException("read the documents", "the state", error);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Kind} {Target} could not be stored")]
    private static partial void LogStore(ILogger log, Exception error, string kind, string target);
}
