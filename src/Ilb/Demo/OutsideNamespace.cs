using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Ilb.Datapath.Namespaces;
using Ilb.Datapath.Netlink;

namespace Ilb.Demo;

/// <summary>A network namespace that stands for the Internet: the uplink of a sample's installation. Its script finds it in ILB_OUTSIDE.</summary>
internal sealed class OutsideNamespace : IDisposable
{
    private const string Variable = "ILB_OUTSIDE";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly NetworkNamespace _namespace;

    /// <param name="host">Path of the namespace that stands for the host.</param>
    public OutsideNamespace(string host)
    {
        _namespace = NetworkNamespace.Create(host + "-outside");
        using var routes = _namespace.Run(RouteSocket.Open);
        routes.SetUp("lo");
        Environment.SetEnvironmentVariable(Variable, Path);
    }

    public string Path => _namespace.Path;

    /// <summary>With what a script left running there, which would keep the namespace: a script that was interrupted removes nothing.</summary>
    public void Dispose()
    {
        var identity = _namespace.Run(() => Identity("thread-self"));
        foreach (var process in Process.GetProcesses())
        {
            using (process)
                if (Identity(process.Id.ToString(CultureInfo.InvariantCulture)) == identity)
                    End(process);
        }

        _namespace.Dispose();
        NetworkNamespace.Delete(Path);
    }

    /// <summary>Of the network namespace that a process is in; null when the process is gone.</summary>
    private static string? Identity(string process)
    {
        try
        {
            return new FileInfo($"/proc/{process}/ns/net").LinkTarget;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static void End(Process process)
    {
        try
        {
            process.Kill();
            process.WaitForExit(Patience);
        }
        catch (Exception gone) when (gone is InvalidOperationException or Win32Exception)
        {
            // It ended by itself.
        }
    }
}
