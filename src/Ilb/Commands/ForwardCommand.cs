using System.CommandLine;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Ilb.Agent;
using Ilb.Forward;

namespace Ilb.Commands;

/// <summary>`ilb forward`: a local port that leads into a network, from the place of one of its machines.</summary>
internal static class ForwardCommand
{
    private const string Name = "forward";

    public static Command Create()
    {
        var local = new Argument<ushort>("PORT")
        {
            Description = "The port on 127.0.0.1, 1 to 65535; 0 takes a free one",
            CustomParser = result => Tokens.Parse(
                result,
                "a number from 0 to 65535",
                (string text, out ushort port) => ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port)),
        };
        var target = new Argument<IPEndPoint>("VIP:PORT")
        {
            Description = "Where it leads",
            CustomParser = result => Tokens.Endpoint(result, "10.1.0.7:100"),
        };
        var data = Shared.Data();
        var from = new Option<string?>("--from")
        {
            CompletionSources = { typed => MachineCommands.NamesAt(typed, data) },
            Description = "The machine whose place in the network the connections come from; else one that is no member of the set",
            HelpName = "MACHINE",
        };
        var settings = Shared.PublishSettings();
        var command = new Command(Name, "Lead a local port into a network: ilb forward 8080 10.1.0.7:100") { data, settings, local, target, from };
        command.SetAction((result, cancellation) => MachineCommands.OnMachineAsync(Name, result.GetRequiredValue(data), async shell =>
        {
            var leadsTo = result.GetRequiredValue(target);
            return SettingsFile.Find(Name, result.GetValue(settings), result.GetRequiredValue(data)) is { } publishSettings
                && await Standpoint.FindAsync(publishSettings, leadsTo, result.GetValue(from), cancellation) is { } standpoint
                    ? await RunAsync(shell, standpoint, result.GetValue(local), leadsTo, cancellation)
                    : 1;
        }));
        return command;
    }

    private static async Task<int> RunAsync(MachineShell shell, string from, ushort port, IPEndPoint target, CancellationToken cancellation)
    {
        shell.LogPath(from); // a wrong name is said before anybody connects
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
        }
        catch (SocketException e)
        {
            await Console.Error.WriteLineAsync($"127.0.0.1:{port} can't be bound: {e.Message}. Give another port, or 0 for a free one.");
            return 1;
        }

        Console.WriteLine($"127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port} leads to {target} from {from}; Ctrl-C ends it.");
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                _ = CarryAsync(shell, from, target, await listener.AcceptSocketAsync(cancellation), cancellation);
            }
            catch (OperationCanceledException)
            {
                break;
            }
        }

        return 0;
    }

    private static async Task CarryAsync(MachineShell shell, string from, IPEndPoint target, Socket caller, CancellationToken cancellation)
    {
        using var _ = caller;
        try
        {
            using var inside = await shell.ConnectAsync(from, target, cancellation);
            await using var outer = new NetworkStream(caller);
            await using var inner = new NetworkStream(inside);
            await Task.WhenAll(PumpAsync(outer, inner, inside, cancellation), PumpAsync(inner, outer, caller, cancellation));
        }
        catch (Exception e) when (e is SocketException or IOException or MachineNotFoundException)
        {
            await Console.Error.WriteLineAsync($"{target}: {e.Message}");
        }
        catch (OperationCanceledException)
        {
            // The command ends.
        }
    }

    private static async Task PumpAsync(Stream from, Stream to, Socket end, CancellationToken cancellation)
    {
        await from.CopyToAsync(to, cancellation);
        end.Shutdown(SocketShutdown.Send);
    }
}
