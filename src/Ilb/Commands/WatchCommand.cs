using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ilb.Client;
using Ilb.Watching;
using Microsoft.Win32.SafeHandles;

namespace Ilb.Commands;

/// <summary>`ilb watch`: what happens, as it happens; from anywhere with publish settings, without root.</summary>
internal static class WatchCommand
{
    private const string Name = "watch";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static Command Create()
    {
        var settings = Shared.PublishSettings();
        var data = Shared.Data();
        var output = Shared.Output();
        var command = new Command(Name, "Show dropped packets, backends that go up or down, applied revisions, ended operations and tables that are almost full until Ctrl-C; json: an object a line")
        {
            settings, data, output,
        };
        command.SetAction(async (result, cancellation) =>
            SettingsFile.Find(Name, result.GetValue(settings), result.GetRequiredValue(data)) is { } path
                ? await RunAsync(path, result.GetValue(output) == OutputFormat.Json ? InJson : ForPeople, cancellation)
                : 2);
        return command;
    }

    private static async Task<int> RunAsync(string publishSettings, Func<WatchEvent, string> line, CancellationToken cancellation)
    {
        await using var lines = OpenOutput();
        try
        {
            using var client = new ServiceManagementClient(PublishSettings.Read(publishSettings)[0]);
            await new Watch(client, TimeProvider.System, happened => lines.WriteLine(line(happened))).RunAsync(cancellation);
        }
        catch (Exception e) when (e is PublishSettingsException or ServiceManagementException)
        {
            await Console.Error.WriteLineAsync($"ilb {Name}: {e.Message}");
            return 2;
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // Ctrl-C, or whoever read the lines has gone.
        }

        return 0;
    }

    /// <summary>Unlike the console's own writer it says when nobody reads any more: `ilb watch | head` ends.</summary>
    private static StreamWriter OpenOutput() =>
        new(new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0)) { AutoFlush = true };

    private static string ForPeople(WatchEvent happened) => $"{happened.At.ToLocalTime():HH:mm:ss} {happened.Kind,-9} {happened.Text}";

    private static string InJson(WatchEvent happened) => JsonSerializer.Serialize(happened, Json);
}
