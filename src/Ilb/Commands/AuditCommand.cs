using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Ilb.Client;
using Ilb.ControlPlane.Audit;
using Ilb.Drains;
using Ilb.Status;
using Spectre.Console;

namespace Ilb.Commands;

/// <summary>`ilb audit`: who changed what of the subscription; from anywhere with publish settings, without root.</summary>
internal static class AuditCommand
{
    private const string Name = "audit";

    public static Command Create()
    {
        var (settings, data, output) = (Shared.PublishSettings(), Shared.Data(), Shared.Output());
        var since = new Option<DateTimeOffset?>("--since")
        {
            Description = "Only what happened since then: a time such as 2030-01-02T03:04 or how long ago, 90s, 5m, 2h, 1d",
            HelpName = "TIME",
            CustomParser = result => Tokens.Parse<DateTimeOffset?>(result, "a time such as 2030-01-02T03:04, or how long ago such as 2h,", ReadTime),
        };
        var limit = new Option<int>("--limit") { Description = "Show the newest so many", HelpName = "N", DefaultValueFactory = _ => 100 };
        var command = new Command(Name, "Show who changed what: certificate, address, request and what became of it") { since, limit, settings, data, output };
        command.SetAction(async (result, cancellation) =>
        {
            var path = SettingsFile.Find(Name, result.GetValue(settings), result.GetRequiredValue(data));
            var route = ServiceManagementClient.AuditPath(result.GetValue(since), result.GetValue(limit));
            if (path is null || await Service.AskAsync(Name, path, route, cancellation) is not { } json)
                return 2;
            if (result.GetValue(output) == OutputFormat.Json)
                Console.WriteLine(json);
            else
                AnsiConsole.Write(Table(JsonSerializer.Deserialize<AuditEntry[]>(json, JsonSerializerOptions.Web)!));
            return 0;
        });
        return command;
    }

    private static Table Table(IEnumerable<AuditEntry> entries)
    {
        var table = Tables.Columns("time", "who", "from", "request", "result");
        foreach (var entry in entries)
            Tables.Row(
                table,
                entry.At.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
                entry.Thumbprint.Length > 8 ? $"{entry.Thumbprint[..8]} {entry.Subject}" : entry.Subject,
                entry.From,
                entry.Operation ?? entry.Request,
                entry.Code is null ? entry.Result : $"{entry.Result}: {entry.Code}");
        return table;
    }

    private static bool ReadTime(string text, out DateTimeOffset? time)
    {
        time = Duration.TryParse(text, out var ago) ? DateTimeOffset.UtcNow - ago
            : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out var moment) ? moment
            : null;
        return time is not null;
    }
}
