using System.Collections.Immutable;
using System.Threading.Channels;
using Ilb.ControlPlane.Health;
using Ilb.ControlPlane.Operations;
using Ilb.ControlPlane.Store;
using Ilb.Model.Commands;
using Ilb.Model.Feed;
using Microsoft.Extensions.Logging;

namespace Ilb.ControlPlane.Ownership;

/// <summary>
/// The one writer of everything: commands, observations and time reach the state through one inbox and are worked off one after
/// the other, so nothing there is locked.
/// </summary>
internal sealed partial class StateOwner : IStateOwner, IObserver, IAsyncDisposable
{
    /// <summary>The longest sleep: deadlines and leases are looked at this often.</summary>
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    private readonly Channel<Message> _inbox = Channel.CreateUnbounded<Message>(new UnboundedChannelOptions { SingleReader = true });
    private readonly CancellationTokenSource _stop = new();
    private readonly WatchedStore _store;
    private readonly TimeProvider _clock;
    private readonly ILogger<StateOwner> _log;
    private readonly FlowWatch _flows;
    private readonly OwnedState _state;
    private readonly Task _loop;
    private volatile string? _trouble;

    /// <summary>When the last round began.</summary>
    private long _turned;

    public StateOwner(IStateStore store, Catalogue catalogue, SnapshotFeed feed, ControlPlaneOptions options, ILoggerFactory logs)
    {
        _store = new WatchedStore(store);
        _clock = options.Clock;
        _log = logs.CreateLogger<StateOwner>();
        _flows = new FlowWatch(_clock, (revision, flows) => _inbox.Writer.TryWrite(new Flows(revision, flows)));
        _state = new OwnedState(_store, catalogue, feed, options, _flows, new HealthLog(logs.CreateLogger<HealthLog>()), _log);
        _turned = _clock.GetTimestamp();
        _loop = Task.Run(RunAsync);
    }

    public PublishedState Current => _state.Current;

    /// <summary>Why changes fail now; null while all is well.</summary>
    public string? Trouble => _trouble ?? _store.Trouble;

    public ImmutableArray<BackendHealth> Health => _state.Health;

    /// <summary>Also where live flows are counted while machines drain.</summary>
    public INodeView? Node
    {
        get => _flows.Node;
        set => _flows.Node = value;
    }

    /// <summary>Told of every operation that ends.</summary>
    public Action<OperationRecord> Ended { set => _state.Ended = value; }

    /// <summary>By the clock that deadlines are judged by.</summary>
    public DateTimeOffset Now => _clock.GetUtcNow();

    /// <summary>Whether a round began within that time: one does with every beat, unless another does not end.</summary>
    public bool IsTurning(TimeSpan within) => _clock.GetElapsedTime(Volatile.Read(ref _turned)) < within;

    /// <summary>Decides and stores.</summary>
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
        Volatile.Write(ref _turned, _clock.GetTimestamp());
        try
        {
            while (_inbox.Reader.TryRead(out var message))
                Work(message, answers);
            _state.Advance();
            _trouble = null;
        }
        catch (Exception error) when (error is StoreException or StaleRevisionException)
        {
            LogRound(_log, error);
        }
#pragma warning disable CA1031 // What is wrong with one message must not silence the rest.
        catch (Exception error)
#pragma warning restore CA1031
        {
            _trouble = error.Message;
            LogRound(_log, error);
        }

        _state.Show();
    }

    private void Work(Message message, List<Action> answers)
    {
        switch (message)
        {
            case Change change:
                answers.Add(Accept(change));
                break;
            case Seen(var observation):
                _state.Observe(observation);
                break;
            case Flows(var revision, var flows):
                _state.Observe(revision, flows);
                break;
        }
    }

    /// <summary>Returns what to tell the caller once the new state can be seen.</summary>
    private Action Accept(Change change)
    {
        try
        {
            var outcome = _state.Change(change.Request);
            return () => change.Done.SetResult(outcome);
        }
#pragma warning disable CA1031 // A command that can't be decided or stored must not end the loop; its caller gets the exception.
        catch (Exception error)
#pragma warning restore CA1031
        {
            return () => change.Done.SetException(error);
        }
    }

    private async Task SleepAsync()
    {
        var due = (_state.NextDeadline - _clock.GetUtcNow()) is { } next && next < Beat ? next : Beat;
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

    [LoggerMessage(Level = LogLevel.Error, Message = "What agents, clients and time brought could not be worked off")]
    private static partial void LogRound(ILogger log, Exception error);

    private abstract record Message;

    private sealed record Flows(long Revision, IReadOnlyDictionary<uint, int> PerBackend) : Message;

    private sealed record Seen(Observation Observation) : Message;

    private sealed record Change(ChangeRequest Request) : Message
    {
        public TaskCompletionSource<Outcome> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
