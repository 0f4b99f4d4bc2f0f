using System.CommandLine;
using Ilb.Datapath.Netlink;
using Ilb.Demo;

namespace Ilb.Commands;

/// <summary>`ilb demo`: the announcement's virtual-network scenario, shown with real traffic.</summary>
internal static class DemoCommand
{
    public static Command Create()
    {
        var keep = new Option<bool>("--keep") { Description = "Leave it running and print the commands to play with it" };
        // The demo runs in a namespace of its own: the outer call makes it, the inner one shows the scenario there.
        var inside = new Option<string?>("--inside") { Hidden = true };
        var command = new Command("demo", "Show the announcement's virtual-network scenario with real traffic (needs root, takes a minute)") { keep, inside };
        command.SetAction((result, cancellation) => result.GetValue(inside) is { } host
            ? ShowAsync(host, result.GetValue(keep), cancellation)
            : EnterAsync(result.GetValue(keep)));
        return command;
    }

    private static async Task<int> EnterAsync(bool keep)
    {
        if (!Environment.IsPrivilegedProcess)
        {
            await Console.Error.WriteLineAsync("The demo makes network namespaces and loads BPF programs, which needs root: run it with sudo.");
            return 1;
        }

        var host = new HostNamespace();
        var code = await host.RunAsync(["demo", "--inside", host.Path, .. keep ? new[] { "--keep" } : []]);
        if (!keep || code != 0)
            host.Dispose();
        return code;
    }

    private static async Task<int> ShowAsync(string host, bool keep, CancellationToken cancellation)
    {
        var shown = new Demonstration();
        try
        {
            using (var routes = RouteSocket.Open())
                routes.SetUp("lo");
            var good = await shown.RunAsync(cancellation);
            if (good && keep)
                shown.Keep(host);
            return good ? 0 : 1;
        }
        catch (DemoException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("Interrupted; removing what was made.");
            return 130;
        }
        finally
        {
            await shown.DisposeAsync();
        }
    }
}
