using System.Diagnostics;
using Ilb.Datapath.Namespaces;

namespace Ilb.Demo;

/// <summary>
/// A network namespace that stands for the host: loopback and no way out, so that nothing the demo sends can leave the real one.
/// </summary>
internal sealed class HostNamespace : IDisposable
{
    private readonly NetworkNamespace _namespace;

    public HostNamespace()
    {
        _namespace = NetworkNamespace.Create($"/run/netns/ilb-demo-{Environment.ProcessId}");
    }

    public string Path => _namespace.Path;

    /// <summary>Runs this program once more, inside, and passes signals on; its exit code.</summary>
    public async Task<int> RunAsync(string[] arguments, StopSignals signals)
    {
        // nsenter becomes the program it starts, with the same process id.
        using var process = Process.Start("nsenter", [$"--net={Path}", Environment.ProcessPath!, .. arguments]);
        using var passed = signals.Token.Register(() => Signals.Send(process.Id, signals.Received));
        // It ends by itself once told, after removing what it made.
        await process.WaitForExitAsync(CancellationToken.None);
        return process.ExitCode;
    }

    public void Dispose()
    {
        _namespace.Dispose();
        NetworkNamespace.Delete(Path);
    }
}
