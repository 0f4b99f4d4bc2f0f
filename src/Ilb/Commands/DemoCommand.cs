using System.CommandLine;
using Ilb.Client;
using Ilb.Datapath;
using Ilb.Datapath.Namespaces;
using Ilb.Datapath.Netlink;
using Ilb.Demo;

namespace Ilb.Commands;

/// <summary>`ilb demo`: the announcement's virtual-network scenario, shown with real traffic.</summary>
internal static class DemoCommand
{
    public const string Name = "demo";

    public static Command Create()
    {
        var keep = new Option<bool>("--keep") { Description = "Leave it running and print the commands to play with it" };
        // The demo runs in a namespace of its own: the outer call makes it, the inner one shows the scenario there.
        var inside = new Option<string?>("--inside") { Hidden = true };
        var command = new Command(Name, "Show the announcement's virtual-network scenario with real traffic (needs root, takes a minute)") { keep, inside };
        command.SetAction((result, cancellation) => result.GetValue(inside) is { } host
            ? ShowAsync(host, result.GetValue(keep), cancellation)
            : EnterAsync(result.GetValue(keep), cancellation));
        return command;
    }

    private static async Task<int> EnterAsync(bool keep, CancellationToken cancellation)
    {
        if (!Environment.IsPrivilegedProcess)
        {
            await Console.Error.WriteLineAsync("The demo makes network namespaces and loads BPF programs, which needs root: run it with sudo.");
            return 1;
        }

        using var signals = new StopSignals(cancellation);
        var host = new HostNamespace();
        var code = await host.RunAsync([Name, "--inside", host.Path, .. keep ? new[] { "--keep" } : []], signals);
        if (!keep || code != 0)
            host.Dispose();
        return code;
    }

    private static async Task<int> ShowAsync(string host, bool keep, CancellationToken cancellation)
    {
        ClosableOutput.Use();
        using var signals = new StopSignals(cancellation);
        var shown = new Demonstration();
        try
        {
            using (var routes = RouteSocket.Open())
                routes.SetUp("lo");
            var good = await shown.RunAsync(signals.Token);
            if (good && keep)
                shown.Keep(host);
            return good ? 0 : 1;
        }
        catch (Exception) when (signals.Token.IsCancellationRequested)
        {
            // Whatever failed then failed because of it.
            await Console.Error.WriteLineAsync("Interrupted; removing what was made.");
            return signals.ExitCode;
        }
        catch (Exception e) when (e is DemoException or ServiceManagementException or KernelException or NamespaceException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
        finally
        {
            await shown.DisposeAsync();
        }
    }
}
