using System.Collections.Immutable;
using Ilb.Agent.Machines;
using Ilb.MachineContract;
using Ilb.Model.Feed;
using Ilb.Model.Snapshots;

namespace Ilb.Agent.Gateways;

/// <summary>
/// One gateway's process from outside: tells charon when its tunnels change, asks it how they do, and starts again those that it gave
/// up, e.g. since the peer refused the key, or its prefixes, which leaves an association that carries nothing.
/// </summary>
internal sealed class TunnelWatch(Installation installation, GatewayEntry first, Func<string?> portTrouble, TimeProvider time, Action<string> log)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1), BetweenStarts = TimeSpan.FromSeconds(10);

    private readonly MachineFolder _folder = MachineFolder.Of(installation, first.Port);
    private readonly TunnelBook _book = new(time);
    private readonly LastAnswer _last = new(time);
    private readonly Dictionary<string, DateTimeOffset> _started = [];
    private volatile GatewayEntry _gateway = first;
    private (int Process, ImmutableDictionary<string, string> Versions)? _loaded;

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
            catch (Exception problem) when (problem is IOException or InvalidOperationException or UnauthorizedAccessException)
            {
                log($"gateway {_gateway.Name}: {problem.Message}");
            }

            await Task.Delay(Pause, time, cancellation);
        }
    }

    private async Task LookAsync(GatewayEntry gateway, CancellationToken cancellation)
    {
        var state = _folder.ReadState();
        var charon = new Swanctl(SupervisorProcess.IsAlive(state) ? state!.First : 0);
        var answer = charon.Process == 0 ? null : await AskAsync(charon, gateway, cancellation);
        var associations = _last.Or(charon.Process, answer);
        Seen = _book.Enter(gateway, associations, tunnel => ReasonOf(tunnel, state, associations is not null));
    }

    private async Task<IReadOnlyList<SecurityAssociation>?> AskAsync(Swanctl charon, GatewayEntry gateway, CancellationToken cancellation)
    {
        var associations = await IsLoadedAsync(charon, gateway, cancellation) ? await charon.ListAsync(cancellation) : null;
        if (associations is not null)
            await StartMissingAsync(charon, gateway, associations, cancellation);
        return associations;
    }

    private string ReasonOf(TunnelEntry tunnel, MachineState? state, bool answers) =>
        portTrouble() ?? (answers
            ? LastWords.Of(_folder.LogFile, CharonText.NameOf(tunnel.Site)) ?? "it is being set up"
            : $"the gateway does not run{(state?.Reason is { } reason ? $": {reason}" : " yet")}");

    /// <summary>Has charon read what is in the files, unless it did. A tunnel whose terms are others now, its key above all, ends and starts anew.</summary>
    private async Task<bool> IsLoadedAsync(Swanctl charon, GatewayEntry gateway, CancellationToken cancellation)
    {
        var wanted = GatewayFiles.VersionsOf(gateway);
        var before = _loaded is { } loaded && loaded.Process == charon.Process ? loaded.Versions : null;
        if (before is not null && before.Count == wanted.Count && !wanted.Except(before).Any())
            return true;
        if (!await charon.LoadAsync(cancellation))
            return false;
        _loaded = (charon.Process, wanted);
        foreach (var (name, _) in wanted.Where(tunnel => before?.TryGetValue(tunnel.Key, out var version) == true && version != tunnel.Value))
        {
            await charon.EndAsync(name, cancellation);
            _started.Remove(name);
        }

        return true;
    }

    private async Task StartMissingAsync(
        Swanctl charon, GatewayEntry gateway, IReadOnlyList<SecurityAssociation> there, CancellationToken cancellation)
    {
        foreach (var name in gateway.Tunnels.Where(tunnel => tunnel.IsConnected).Select(tunnel => CharonText.NameOf(tunnel.Site)))
        {
            var isDue = !_started.TryGetValue(name, out var last) || time.GetUtcNow() - last >= BetweenStarts;
            if (!isDue || there.Any(association => association.Name == name && (!association.IsEstablished || !association.Children.IsEmpty)))
                continue;
            _started[name] = time.GetUtcNow();
            await charon.StartAsync(name, cancellation);
        }
    }
}
