using System.CommandLine;
using System.CommandLine.Completions;
using System.Globalization;
using System.Text.Json;
using Ilb.ControlPlane.Status;
using Ilb.Status;
using Spectre.Console;

namespace Ilb.Commands;

/// <summary>`ilb flows`: the connections that the kernel knows; from anywhere with publish settings, without root.</summary>
internal static class FlowsCommand
{
    private const string Name = "flows";

    public static Command Create()
    {
        var settings = Shared.PublishSettings();
        var data = Shared.Data();
        var output = Shared.Output();
        Option<string?> Filter(string name, string description, string help, Func<StatusReport, IEnumerable<string>> names) => new(name)
        {
            Description = description,
            HelpName = help,
            CompletionSources = { (CompletionContext typed) => Service.Suggest(typed, settings, data, names) },
        };
        var vip = Filter("--vip", "Only those that called this VIP", "VIP[:PORT]", Vips);
        var client = Filter("--client", "Only those of this client", "MACHINE|ADDRESS[:PORT]", Machines);
        var backend = Filter("--backend", "Only those that this machine serves", "MACHINE", Backends);
        var limit = new Option<int>("--limit")
        {
            Description = "Show so many, those with the latest packets; the others are counted",
            HelpName = "N",
            DefaultValueFactory = _ => 50,
            CustomParser = result => Tokens.Parse<int>(result, "a number from 1 to 10000", ReadLimit),
        };
        var command = new Command(Name, "Show connections: who calls what, which backend has it, and in which state it is")
        {
            vip, client, backend, limit, settings, data, output,
        };
        command.SetAction(async (result, cancellation) =>
        {
            var route = Route(result.GetValue(limit), ("vip", result.GetValue(vip)), ("client", result.GetValue(client)), ("backend", result.GetValue(backend)));
            var path = SettingsFile.Find(Name, result.GetValue(settings), result.GetRequiredValue(data));
            if (path is null || await Service.AskAsync(Name, path, route, cancellation) is not { } json)
                return 2;
            if (result.GetValue(output) == OutputFormat.Json)
                Console.WriteLine(json);
            else
                FlowScreen.Show(AnsiConsole.Console, JsonSerializer.Deserialize<FlowReport>(json, JsonSerializerOptions.Web)!);
            return 0;
        });
        return command;
    }

    private static string Route(int limit, params (string Name, string? Value)[] filters) => string.Concat(
        [
            string.Create(CultureInfo.InvariantCulture, $"{Name}?limit={limit}"),
            .. filters.Where(filter => filter.Value is not null).Select(filter => $"&{filter.Name}={Uri.EscapeDataString(filter.Value!)}"),
        ]);

    private static bool ReadLimit(string text, out int limit) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit) && limit is >= 1 and <= 10_000;

    private static IEnumerable<string> Vips(StatusReport report) =>
        report.Vips.SelectMany(vip => vip.Sets.Select(set => vip.At(set)).Prepend(vip.Address)).Distinct();

    private static IEnumerable<string> Machines(StatusReport report) => report.Machines.Select(machine => machine.Name);

    private static IEnumerable<string> Backends(StatusReport report) =>
        report.Vips.SelectMany(vip => vip.Sets).SelectMany(set => set.Backends).Select(backend => backend.Machine).Distinct();
}
