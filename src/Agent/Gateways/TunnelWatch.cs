using System.Collections.Immutable;
using System.Diagnostics;
using Ilb.Agent.Machines;
using Ilb.MachineContract;
using Ilb.Model.Feed;
using Ilb.Model.Snapshots;

namespace Ilb.Agent.Gateways;

/// <summary>
/// One gateway's process from outside: tells charon when its tunnels change, and asks it how they do. Charon takes tunnels over that
/// stayed as they were; the others it ends or makes anew.
/// </summary>
internal sealed class TunnelWatch(Installation installation, GatewayEntry first, Func<string?> portTrouble, TimeProvider time, Action<string> log)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1), Patience = TimeSpan.FromSeconds(10);

    private readonly MachineFolder _folder = MachineFolder.Of(installation, first.Port);
    private readonly TunnelBook _book = new(time);
    private volatile GatewayEntry _gateway = first;
    private (int Process, string Version)? _loaded;

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
        IReadOnlyList<SecurityAssociation>? associations = null;
        if (SupervisorProcess.IsAlive(state) && state!.First != 0 && await IsLoadedAsync(gateway, state.First, cancellation)
            && await AskAsync(state.First, ["--list-sas", "--raw"], cancellation) is { } answer)
            associations = SecurityAssociations.Parse(answer);
        Seen = _book.Enter(gateway, associations, tunnel => ReasonOf(tunnel, state, associations is not null));
    }

    private string ReasonOf(TunnelEntry tunnel, MachineState? state, bool answers) =>
        portTrouble() ?? (answers
            ? LastWords.Of(_folder.LogFile, CharonText.NameOf(tunnel.Site)) ?? "it is being set up"
            : $"the gateway does not run{(state?.Reason is { } reason ? $": {reason}" : " yet")}");

    /// <summary>Has charon read what is in the files, unless it did before.</summary>
    private async Task<bool> IsLoadedAsync(GatewayEntry gateway, int process, CancellationToken cancellation)
    {
        var wanted = (process, GatewayFiles.VersionOf(gateway));
        if (_loaded == wanted)
            return true;
        if (await AskAsync(process, ["--load-all", "--noprompt"], cancellation) is null)
            return false;
        _loaded = wanted;
        return true;
    }

    /// <summary>What swanctl says inside; null when it fails, e.g. since charon does not listen yet.</summary>
    private static async Task<string?> AskAsync(int process, string[] arguments, CancellationToken cancellation)
    {
        var start = MachineShell.Enter(process, [GatewayPrograms.Swanctl, .. arguments]);
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        using var swanctl = Process.Start(start) ?? throw new InvalidOperationException($"{start.FileName} did not start.");
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        try
        {
            var (said, complained) = (swanctl.StandardOutput.ReadToEndAsync(patience.Token), swanctl.StandardError.ReadToEndAsync(patience.Token));
            await swanctl.WaitForExitAsync(patience.Token);
            await complained;
            return swanctl.ExitCode == 0 ? await said : null;
        }
        catch (OperationCanceledException)
        {
            swanctl.Kill();
            if (cancellation.IsCancellationRequested)
                throw;
            return null;
        }
    }
}
