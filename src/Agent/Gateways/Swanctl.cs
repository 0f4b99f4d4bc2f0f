using System.Diagnostics;

namespace Ilb.Agent.Gateways;

/// <summary>Talks with the charon of a gateway through swanctl, which runs inside: nothing of a gateway's own is trusted by the host.</summary>
/// <param name="Process">The gateway's first process, as the host sees it.</param>
internal readonly record struct Swanctl(int Process)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Charon takes tunnels over that stayed as they were; it ends those that are gone and starts those that are new.</summary>
    public async Task<bool> LoadAsync(CancellationToken cancellation) => await AskAsync(cancellation, "--load-all", "--noprompt") is not null;

    /// <summary>Null when charon does not answer, e.g. since it does not listen yet.</summary>
    public async Task<IReadOnlyList<SecurityAssociation>?> ListAsync(CancellationToken cancellation) =>
        await AskAsync(cancellation, "--list-sas", "--raw") is { } answer ? SecurityAssociations.Parse(answer) : null;

    /// <summary>Nothing there is fine; what did not end is told of again.</summary>
    public Task EndAsync(string connection, CancellationToken cancellation) =>
        AskAsync(cancellation, "--terminate", "--ike", connection, "--force", "--timeout", "1");

    /// <summary>Of one session; others of the same connection go on.</summary>
    public Task GiveUpAsync(string number, CancellationToken cancellation) =>
        AskAsync(cancellation, "--terminate", "--ike-id", number, "--force", "--timeout", "1");

    /// <summary>Does not wait for the end: a peer that is away is tried for as long as charon will.</summary>
    public Task StartAsync(string connection, CancellationToken cancellation) =>
        AskAsync(cancellation, "--initiate", "--child", connection, "--timeout", "1");

    private async Task<string?> AskAsync(CancellationToken cancellation, params string[] arguments)
    {
        var start = MachineShell.Enter(Process, [GatewayPrograms.Swanctl, .. arguments]);
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        using var swanctl = System.Diagnostics.Process.Start(start) ?? throw new InvalidOperationException($"{start.FileName} did not start.");
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
