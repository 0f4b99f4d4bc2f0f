using System.CommandLine;
using System.Text.Json;
using Ilb.ControlPlane.Status;
using Ilb.Status;
using Spectre.Console;

namespace Ilb.Commands;

/// <summary>`ilb status`: what works, what does not and why; from anywhere with publish settings, without root.</summary>
internal static class StatusCommand
{
    private const string Name = "status";

    public static Command Create()
    {
        var settings = Shared.PublishSettings();
        var data = Shared.Data();
        var output = Shared.Output();
        var verdicts = new Option<bool>("--verdicts") { Description = "Also show how many packets left with which verdict" };
        var operations = new Option<bool>("--operations") { Description = "Also show the newest operations" };
        var command = new Command(Name, "Show VIPs, backends with their health and why, gateways with their tunnels, and machines; exit code 1 when a VIP has no backend")
        {
            settings, data, output, verdicts, operations,
        };
        command.SetAction(async (result, cancellation) =>
        {
            var path = SettingsFile.Find(Name, result.GetValue(settings), result.GetRequiredValue(data));
            if (path is null || await Service.AskAsync(Name, path, Name, cancellation) is not { } json)
                return 2;
            var report = JsonSerializer.Deserialize<StatusReport>(json, JsonSerializerOptions.Web)!;
            if (result.GetValue(output) == OutputFormat.Json)
                Console.WriteLine(json);
            else
                StatusScreen.Show(AnsiConsole.Console, report, result.GetValue(verdicts), result.GetValue(operations));
            return report.AllServed ? 0 : 1;
        });
        return command;
    }
}
