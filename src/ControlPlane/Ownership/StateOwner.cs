using System.Collections.Immutable;
using System.Text.Json;
using System.Threading.Channels;
using Ilb.ControlPlane.Health;
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
/// The one writer of everything: commands, observations and time reach it through one inbox and are worked off one after the
/// other, so nothing here is locked. It decides, stores, judges health, publishes snapshots and brings operations to their end.
/// Everybody else reads <see cref="Current"/>, which is immutable.
/// </summary>
internal sealed partial class StateOwner : IObserver, IAsyncDisposable
{
    /// <summary>The longest sleep: deadlines and leases are looked at this often.</summary>
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    private readonly Channel<Message> _inbox = Channel.CreateUnbounded<Message>(new UnboundedChannelOptions { SingleReader = true });
    private readonly CancellationTokenSource _stop = new();
    private readonly WatchedStore _store;
    private readonly Catalogue _catalogue;
    private readonly TimeProvider _clock;
    private readonly ILogger<StateOwner> _log;
    private readonly SnapshotSource _snapshots;
    private readonly HealthBoard _health;
    private readonly FlowWatch _flows;
    private readonly OperationBook _operations;
    private readonly RetiredVips _retired = new();
    private readonly Task _loop;

    private DesiredState _desired;
    private MachineIndex _machines;
    private ImmutableDictionary<Model.Snapshots.Slot, MachineObservation> _seen =
        ImmutableDictionary<Model.Snapshots.Slot, MachineObservation>.Empty;

    private PublishedState _current = PublishedState.Empty;
    private EffectiveHealth _published = EffectiveHealth.Unknown;
    private EffectiveHealth? _remembered;
    private volatile string? _trouble;

    public StateOwner(IStateStore store, Catalogue catalogue, SnapshotFeed feed, ControlPlaneOptions options, ILogger<StateOwner> log)
    {
        _store = new WatchedStore(store);
        _catalogue = catalogue;
        _clock = options.Clock;
        _log = log;
        var stored = _store.Load();
        _desired = Read(stored);
        _machines = new MachineIndex(_desired);
        _snapshots = new SnapshotSource(_store, feed);
        _operations = new OperationBook(_store, options);
        _health = new HealthBoard(_clock, HealthOptions.Default with { Drain = options.DrainTime }, stored.Health);
        _flows = new FlowWatch(_clock, (revision, flows) => _inbox.Writer.TryWrite(new Flows(revision, flows)));
        _remembered = stored.Health;
        _health.Follow(_desired);
        Publish();
        _retired.Follow(_desired, _snapshots.Revision);
        _operations.TakeOver(stored.Operations, _snapshots.Revision, _clock.GetUtcNow());
        Show();
        _loop = Task.Run(RunAsync);
    }

    /// <summary>The newest state; what a change answered is in it before the answer is given.</summary>
    public PublishedState Current => Volatile.Read(ref _current);

    /// <summary>Why changes fail now; null while all is well.</summary>
    public string? Trouble => _trouble ?? _store.Trouble;

    /// <summary>What status says about every backend; safe to ask from anywhere.</summary>
    public ImmutableArray<BackendHealth> Health => _health.Report();

    /// <summary>Where live flows are counted while machines drain; null before an agent runs.</summary>
    public INodeView? Node
    {
        get => _flows.Node;
        set => _flows.Node = value;
    }

    /// <summary>Decides and stores; the outcome tells whether it was accepted.</summary>
    /// <exception cref="StoreException">Nothing changed.</exception>
    public Task<Outcome> ChangeAsync(ChangeRequest request)
    {
        var message = new Change(request);
        if (!_inbox.Writer.TryWrite(message))
            message.Done.SetException(new ObjectDisposedException(nameof(StateOwner)));
        return message.Done.Task;
    }

    public void Observe(Observation observation) => _inbox.Writer.TryWrite(new Seen(observation));

    public async ValueTask DisposeAsync()
    {
        _inbox.Writer.TryComplete();
        await _stop.CancelAsync();
        await _loop;
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            var answers = new List<Action>();
            Round(answers);
            answers.ForEach(answer => answer());
            await SleepAsync();
        }

        while (_inbox.Reader.TryRead(out var message))
        {
            if (message is Change change)
                change.Done.TrySetException(new OperationCanceledException("The control plane is stopping."));
        }
    }

    /// <summary>Nothing may end the loop: everybody would wait for it forever.</summary>
    private void Round(List<Action> answers)
    {
        try
        {
            while (_inbox.Reader.TryRead(out var message))
                Work(message, answers);
            Advance(_clock.GetUtcNow());
            _trouble = null;
        }
        catch (StoreException error)
        {
            LogStore(_log, error, "Progress of", "operations and health");
        }
#pragma warning disable CA1031 // What is wrong with one message or one store must not silence the rest.
        catch (Exception error)
#pragma warning restore CA1031
        {
            _trouble = error.Message;
            LogStore(_log, error, "What agents and clients", "said");
        }

        Show();
    }

    private void Work(Message message, List<Action> answers)
    {
        switch (message)
        {
            case Change change:
                answers.Add(Accept(change));
                break;
            case Seen(MachineObservation machine) when _machines.Has(machine.Port):
                _seen = _seen.SetItem(machine.Port, machine);
                _health.Observe(machine);
                break;
            case Seen(AppliedObservation applied):
                _operations.Applied(applied);
                break;
            case Seen(ProbeObservation probe):
                _health.Observe(probe);
                break;
            case Flows flows:
                _health.ObserveFlows(flows.PerBackend);
                _retired.Observe(flows.Revision, flows.PerBackend);
                break;
        }
    }

    /// <summary>Returns what to tell the caller once the new state can be seen.</summary>
    private Action Accept(Change change)
    {
        try
        {
            var outcome = Decide(change.Request);
            return () => change.Done.SetResult(outcome);
        }
        catch (Exception error) when (error is StoreException or StaleRevisionException)
        {
            LogStore(_log, error, change.Request.Kind, change.Request.Target);
            Reload();
            return () => change.Done.SetException(error);
        }
#pragma warning disable CA1031 // A command that breaks a rule of the rules must not end the loop; its caller gets the exception.
        catch (Exception error)
#pragma warning restore CA1031
        {
            return () => change.Done.SetException(error);
        }
    }

    private Outcome Decide(ChangeRequest request)
    {
        var now = _clock.GetUtcNow();
        var outcome = Decider.Decide(_desired, request.Command, new CommandContext(now, Guid.ParseExact(request.Id, "N"), _catalogue)
        {
            Version = request.Version,
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
        _snapshots.Publish(_desired, _published);
    }

    private void Advance(DateTimeOffset now)
    {
        _health.Expire();
        if (!ReferenceEquals(_health.Current, _published))
            Publish();
        if (!ReferenceEquals(_published, _remembered))
        {
            _store.Remember(_published);
            _remembered = _published;
        }

        if ((!_health.Current.Draining.IsEmpty || !_retired.IsEmpty) && _operations.IsApplied(_snapshots.Revision))
            _flows.Look(_snapshots.Revision);
        // Nobody waits for the answer; one that could not be stored is due again.
        foreach (var release in _retired.Due(now))
            Accept(new Change(new ChangeRequest(Guid.NewGuid().ToString("N"), release, "Release", release.Address.ToString(), IsAsynchronous: false, [])));
        _operations.Advance(goal => (_machines.Wanted(goal.Port), _seen.GetValueOrDefault(goal.Port)), now);
    }

    private void Show() => Volatile.Write(
        ref _current, new PublishedState(_desired, _snapshots.Current, _seen, _operations.All));

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
            return DesiredDocuments.Join(stored.Revision, stored.Documents);
        }
        catch (Exception error) when (error is FormatException or JsonException or InvalidDataException)
        {
            throw new StoreException("read the documents", "the state", error);
        }
    }

    private async Task SleepAsync()
    {
        var due = (_health.NextDeadline - _clock.GetUtcNow()) is { } health && health < Beat ? health : Beat;
        using var awake = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        try
        {
            await Task.WhenAny(
                _inbox.Reader.WaitToReadAsync(awake.Token).AsTask(),
                Task.Delay(due > TimeSpan.Zero ? due : TimeSpan.Zero, _clock, awake.Token));
        }
        finally
        {
            await awake.CancelAsync();
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Kind} {Target} could not be stored")]
    private static partial void LogStore(ILogger log, Exception error, string kind, string target);

    private abstract record Message;

    private sealed record Flows(long Revision, IReadOnlyDictionary<uint, int> PerBackend) : Message;

    private sealed record Seen(Observation Observation) : Message;

    private sealed record Change(ChangeRequest Request) : Message
    {
        public TaskCompletionSource<Outcome> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
