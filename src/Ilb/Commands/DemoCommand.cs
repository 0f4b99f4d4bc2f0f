using System.CommandLine;
using Ilb.Client;
using Ilb.Datapath;
using Ilb.Datapath.Namespaces;
using Ilb.Datapath.Netlink;
using Ilb.Demo;

namespace Ilb.Commands;

/// <summary>`ilb demo`: the announcement's virtual-network scenario, or a sample, shown with real traffic.</summary>
internal static class DemoCommand
{
    public const string Name = "demo";

    public static Command Create()
    {
        var script = new Argument<string?>("SCRIPT")
        {
            Description = $"A script to run on an installation of its own: a path, or {string.Join(", ", Samples.Names())}; default: the announcement's scenario",
            Arity = ArgumentArity.ZeroOrOne,
            CompletionSources = { _ => Samples.Names() },
        };
        var keep = new Option<bool>("--keep") { Description = "Leave it running and print the commands to play with it" };
        // The demo runs in a namespace of its own: the outer call makes it, the inner one shows the scenario there.
        var inside = new Option<string?>("--inside") { Hidden = true };
        var command = new Command(Name, "Show a scenario of the announcement with real traffic (needs root, takes a minute)") { script, keep, inside };
        command.SetAction((result, cancellation) => result.GetValue(inside) is { } host
            ? ShowAsync(host, result.GetValue(script), result.GetValue(keep), cancellation)
            : EnterAsync(result.GetValue(script), result.GetValue(keep), cancellation));
        return command;
    }

    private static async Task<int> EnterAsync(string? name, bool keep, CancellationToken cancellation)
    {
        var script = name is null ? null : Samples.Find(name);
        if (name is not null && script is null)
        {
            await Console.Error.WriteLineAsync($"There is no script '{name}'. Samples are {string.Join(", ", Samples.Names())}.");
            return 1;
        }

        if (!Environment.IsPrivilegedProcess)
        {
            await Console.Error.WriteLineAsync("The demo makes network namespaces and loads BPF programs, which needs root: run it with sudo.");
            return 1;
        }

        using var signals = new StopSignals(cancellation);
        var host = new HostNamespace();
        string[] arguments = [Name, "--inside", host.Path, .. keep ? new[] { "--keep" } : [], .. script is null ? Array.Empty<string>() : [script]];
        var code = await host.RunAsync(arguments, signals);
        if (!keep || code != 0)
            host.Dispose();
        return code;
    }

    private static async Task<int> ShowAsync(string host, string? script, bool keep, CancellationToken cancellation)
    {
        ClosableOutput.Use();
        using var signals = new StopSignals(cancellation);
        IShow shown = script is null ? new Demonstration() : new SampleRun(script);
        await using var place = new TemporaryInstallation(host);
        try
        {
            using (var routes = RouteSocket.Open())
                routes.SetUp("lo");
            var code = await shown.RunAsync(place, signals.Token);
            if (code == 0 && keep)
                place.Keep(shown);
            return code;
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
    }
}
