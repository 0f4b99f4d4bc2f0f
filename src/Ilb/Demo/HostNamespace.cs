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

    /// <summary>Runs this program once more, inside; its exit code. A Ctrl-C at the terminal reaches it by itself.</summary>
    public async Task<int> RunAsync(string[] arguments)
    {
        using var process = Process.Start("nsenter", [$"--net={Path}", Environment.ProcessPath!, .. arguments]);
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    public void Dispose()
    {
        _namespace.Dispose();
        NetworkNamespace.Delete(Path);
    }
}
