using System.Collections.Immutable;
using Ilb.Agent.Machines;
using Ilb.MachineContract;
using Ilb.Model.Feed;
using Ilb.Model.Snapshots;

namespace Ilb.Agent.Gateways;

/// <summary>
/// One gateway's process from outside: tells charon when its tunnels change, asks it how they do, ends what is up under terms that are
/// no more or begun when the peer was faster, and starts again those that it gave up, e.g. since the peer refused the key, or its prefixes, which leaves an association
/// that carries nothing. All from the file that charon reads: what could not be written there is not in force.
/// </summary>
internal sealed class TunnelWatch(Installation installation, GatewayEntry first, Func<string?> portTrouble, TimeProvider time, Action<string> log)
{
    private static readonly TimeSpan BetweenStarts = TimeSpan.FromSeconds(10);

    private readonly MachineFolder _folder = MachineFolder.Of(installation, first.Port);
    private readonly TunnelBook _book = new(time);
    private readonly LastAnswer _last = new(time);
    private readonly AskingPace _pace = new(time);
    private readonly Dictionary<string, DateTimeOffset> _started = [];
    private volatile GatewayEntry _gateway = first;
    private (int Process, string Names)? _loaded;

    /// <summary>What was last seen; any thread may read it.</summary>
    public ImmutableArray<TunnelObservation> Seen { get; private set; } = [];

    public void Follow(GatewayEntry gateway) => _gateway = gateway;

    /// <summary>Until cancelled; the gateway goes on then.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                await LookAsync(_gateway, cancellation);
            }
            catch (Exception problem) when (problem is IOException or InvalidOperationException or UnauthorizedAccessException
                or System.ComponentModel.Win32Exception)
            {
                log($"gateway {_gateway.Name}: {problem.Message}");
            }

            await Task.Delay(AskingPace.Usual, time, cancellation);
        }
    }

    private async Task LookAsync(GatewayEntry gateway, CancellationToken cancellation)
    {
        var state = _folder.ReadState();
        var charon = new Swanctl(SupervisorProcess.IsAlive(state) ? state!.First : 0);
        var names = ConnectionName.In(GatewayFiles.Tunnels(_folder));
        var wanted = (charon.Process, Names: string.Join(' ', names));
        if (!_pace.IsDue(wanted))
            return;
        var answer = charon.Process == 0 ? null : await AskAsync(charon, names, wanted, cancellation);
        var associations = _last.Or(charon.Process, answer);
        Seen = _book.Enter(gateway, names, associations, tunnel => ReasonOf(tunnel, names, state, associations is not null));
        _pace.Note(wanted, answer?.All(association => names.Contains(association.Name)) == true && Seen.All(tunnel => tunnel.State != TunnelState.Connecting));
    }

    private async Task<IReadOnlyList<SecurityAssociation>?> AskAsync(
        Swanctl charon, IReadOnlySet<string> names, (int, string) wanted, CancellationToken cancellation)
    {
        // Read again what may be there already: charon does not tell what it has read.
        if (_loaded != wanted)
            _loaded = await charon.LoadAsync(cancellation) ? wanted : null;
        var associations = _loaded is null ? null : await charon.ListAsync(cancellation);
        if (associations is null)
            return null;
        foreach (var ended in associations.Select(association => association.Name).Distinct().Where(name => !names.Contains(name)))
            await charon.EndAsync(ended, cancellation);
        foreach (var second in associations.Where(one => one.IsBegun && associations.Any(other => other.Name == one.Name && other.IsUp)))
            await charon.GiveUpAsync(second.Number, cancellation); // its coming up would cost a packet: the peer uses it a moment before this end can
        await StartMissingAsync(charon, names, associations, cancellation);
        return associations;
    }

    private string ReasonOf(TunnelEntry tunnel, IReadOnlySet<string> names, MachineState? state, bool answers) =>
        portTrouble() ?? (answers
            ? names.FirstOrDefault(name => ConnectionName.IsOf(tunnel.Site, name)) is { } name && LastWords.Of(_folder.LogFile, name) is { } words
                ? words : "it is being set up"
            : $"the gateway does not run{(state?.Reason is { } reason ? $": {reason}" : " yet")}");

    private async Task StartMissingAsync(
        Swanctl charon, IReadOnlySet<string> names, IReadOnlyList<SecurityAssociation> there, CancellationToken cancellation)
    {
        foreach (var gone in _started.Keys.Where(name => !names.Contains(name)).ToList())
            _started.Remove(gone);
        foreach (var name in names)
        {
            var isDue = !_started.TryGetValue(name, out var last) || time.GetUtcNow() - last >= BetweenStarts;
            if (!isDue || there.Any(association => association.Name == name && (!association.IsEstablished || !association.Children.IsEmpty)))
                continue;
            _started[name] = time.GetUtcNow();
            await charon.StartAsync(name, cancellation);
        }
    }
}
