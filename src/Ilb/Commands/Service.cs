using System.CommandLine;
using System.CommandLine.Completions;
using System.Text.Json;
using Ilb.Client;
using Ilb.ControlPlane.Status;

namespace Ilb.Commands;

/// <summary>Asks the service what its JSON routes tell, in a script that is planned the plan.</summary>
internal static class Service
{
    /// <summary>The answer, or null after saying on standard error why a command can't have it.</summary>
    /// <param name="path">Below ilb/, such as "status".</param>
    public static async Task<string?> AskAsync(string command, string publishSettings, string path, CancellationToken cancellation)
    {
        try
        {
            using var client = ClientOf(publishSettings);
            return await client.GetJsonAsync(path, cancellation);
        }
        catch (Exception e) when (e is PublishSettingsException or ServiceManagementException)
        {
            await Console.Error.WriteLineAsync($"ilb {command}: {e.Message}");
            return null;
        }
    }

    /// <summary>Changes something of the service, which a plan has no part in; 2 after saying on standard error why it could not be.</summary>
    public static async Task<int> ChangeAsync(string command, FileInfo? settings, DirectoryInfo data, Func<ServiceManagementClient, Task<int>> work, string[]? mayEmpty = null)
    {
        if (SettingsFile.Find(command, settings, data) is not { } path)
            return 2;
        try
        {
            using var client = new ServiceManagementClient(PublishSettings.Read(path)[0]) { MayEmpty = mayEmpty ?? [] };
            return await work(client);
        }
        catch (Exception e) when (e is PublishSettingsException or ServiceManagementException)
        {
            await Console.Error.WriteLineAsync($"ilb {command}: {e.Message}");
            return 2;
        }
    }

    /// <summary>In the kernel; what the service has to remark goes to standard error.</summary>
    public static async Task DoneAsync(ServiceManagementClient client, string operation, CancellationToken cancellation)
    {
        foreach (var note in (await client.WaitForOperationAsync(operation, cancellation)).Notes ?? [])
            await Console.Error.WriteLineAsync($"note: {note}");
    }

    /// <summary>What Tab offers of what the service knows; nothing where it can't be asked at once.</summary>
    public static IEnumerable<string> Suggest(
        CompletionContext typed, Option<FileInfo?> settings, Option<DirectoryInfo> data, Func<StatusReport, IEnumerable<string>> names) =>
        Suggest(typed, settings, data, async (client, cancellation) =>
            names(JsonSerializer.Deserialize<StatusReport>(await client.GetJsonAsync("status", cancellation), JsonSerializerOptions.Web)!));

    /// <summary>The same, of whatever can be asked for.</summary>
    public static IEnumerable<string> Suggest(
        CompletionContext typed,
        Option<FileInfo?> settings,
        Option<DirectoryInfo> data,
        Func<ServiceManagementClient, CancellationToken, Task<IEnumerable<string>>> ask)
    {
        // Where help is written, which asks too, there is no folder.
        if (typed.ParseResult.GetValue(data) is not { } folder)
            return [];
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        try
        {
            using var client = ClientOf(SettingsFile.Path(typed.ParseResult.GetValue(settings), folder));
            return [.. Task.Run(() => ask(client, patience.Token)).GetAwaiter().GetResult()];
        }
        catch (Exception e) when (e is PublishSettingsException or ServiceManagementException or OperationCanceledException)
        {
            return [];
        }
    }

    private static ServiceManagementClient ClientOf(string publishSettings) => new(PublishSettings.Read(publishSettings)[0], ServiceManagementClient.NamedPlan);
}
