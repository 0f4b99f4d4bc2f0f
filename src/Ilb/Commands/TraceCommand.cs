using System.CommandLine;
using System.CommandLine.Completions;
using System.Globalization;
using System.Text.Json;
using Ilb.ControlPlane.Status;
using Ilb.ControlPlane.Traces;
using Ilb.Status;
using Spectre.Console;

namespace Ilb.Commands;

/// <summary>`ilb trace`: what would become of a packet, without sending one; from anywhere with publish settings, without root.</summary>
internal static class TraceCommand
{
    private const string Name = "trace";

    public static Command Create()
    {
        var settings = Shared.PublishSettings();
        var data = Shared.Data();
        var output = Shared.Output();
        Option<string> Place(string name, string description, string help, Func<StatusReport, IEnumerable<string>> names) => new(name)
        {
            Description = description,
            HelpName = help,
            Required = true,
            CompletionSources = { (CompletionContext typed) => Service.Suggest(typed, settings, data, names) },
        };
        var from = Place("--from", "The machine that would send it", "MACHINE", Machines);
        var to = Place("--to", "Whom it would call", "VIP:PORT|MACHINE:PORT|SET", Places);
        var protocol = Protocol();
        var sourcePort = SourcePort();
        var midFlow = new Option<bool>("--mid-flow") { Description = "Of TCP a packet amid a connection, not the one that opens it" };
        var command = new Command(Name, "Show what would become of a packet now, and what decides it; none is sent, nothing is changed. Exit code 1 where it would not arrive")
        {
            from, to, protocol, sourcePort, midFlow, settings, data, output,
        };
        command.SetAction(async (result, cancellation) =>
        {
            var route = Route(
                ("from", result.GetRequiredValue(from)), ("to", result.GetRequiredValue(to)), ("protocol", result.GetValue(protocol)),
                ("sourcePort", result.GetValue(sourcePort)?.ToString(CultureInfo.InvariantCulture)), ("midFlow", result.GetValue(midFlow) ? "true" : null));
            var path = SettingsFile.Find(Name, result.GetValue(settings), result.GetRequiredValue(data));
            if (path is null || await Service.AskAsync(Name, path, route, cancellation) is not { } json)
                return 2;
            var report = JsonSerializer.Deserialize<TraceReport>(json, JsonSerializerOptions.Web)!;
            if (result.GetValue(output) == OutputFormat.Json)
                Console.WriteLine(json);
            else
                TraceScreen.Show(AnsiConsole.Console, report);
            return report.Outcome is "delivered" or "answered" ? 0 : 1;
        });
        return command;
    }

    private static Option<string?> Protocol()
    {
        var protocol = new Option<string?>("--protocol") { Description = "tcp or udp; that of the set unless told, else tcp", HelpName = "tcp|udp" };
        protocol.AcceptOnlyFromAmong("tcp", "udp");
        return protocol;
    }

    private static Option<ushort?> SourcePort() => new("--source-port")
    {
        Description = "From this L4 port; that of a connection that there is shows what decides about it. One that is free unless told",
        HelpName = "N",
        CustomParser = result => Tokens.Parse<ushort?>(result, "a number from 1 to 65535", ReadPort),
    };

    private static bool ReadPort(string text, out ushort? port)
    {
        port = ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;
        return port is not null;
    }

    private static string Route(params (string Name, string? Value)[] query) => $"{Name}?" + string.Join(
        '&', query.Where(one => one.Value is not null).Select(one => $"{one.Name}={Uri.EscapeDataString(one.Value!)}"));

    private static IEnumerable<string> Machines(StatusReport report) => report.Machines.Select(machine => machine.Name);

    private static IEnumerable<string> Places(StatusReport report) => report.Vips
        .SelectMany(vip => vip.Sets.SelectMany(set => (string[])[set.Name, vip.At(set)]))
        .Distinct();
}
