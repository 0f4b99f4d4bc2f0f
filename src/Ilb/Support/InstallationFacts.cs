using System.Globalization;
using System.Text.Json;
using Ilb.Agent.Machines;
using Ilb.Client;
using Ilb.ControlPlane.Identity;
using Ilb.Datapath;
using Ilb.Datapath.Maps;
using Installation = Ilb.Agent.Installation;

namespace Ilb.Support;

/// <summary>What an installation is and does: what its service tells, its configuration and state, its machines, the maps in the kernel.</summary>
internal static class InstallationFacts
{
    /// <summary>Of a map; the flow tables have a hundred thousand, and the service tells of them.</summary>
    private const int MostEntries = 2_000;

    /// <summary>Of the log of a gateway, bytes.</summary>
    private const int MostLog = 256 << 10;

    private static readonly string[] Configuration = ["images.json", "locations.json", "provider.json"];

    private static readonly JsonSerializerOptions ForPeople = new() { WriteIndented = true };

    private static readonly string[] Routes = ["status", "machines", "flows?limit=1000", "drains", "audit?limit=1000"];

    public static async Task<IReadOnlyList<SupportFile>> CollectAsync(DataFolder folder, IReadOnlyDictionary<string, string> documents, CancellationToken cancellation)
    {
        var installation = new Installation(folder.Path);
        return
        [
            new("folder.txt", string.Concat(Listing(folder.Path))),
            .. Configuration.Select(name => (name, Text: Shown(folder.Read(name)))).Where(file => file.Text is not null).Select(file => new SupportFile($"configuration/{file.name}", file.Text!)),
            .. documents.Select(document => new SupportFile($"state/{document.Key}.json", document.Value)),
            .. await AskAsync(folder, cancellation),
            .. MachineFolder.All(installation).SelectMany(Machine),
            .. MapDump.Maps(installation.PinDirectory).Select(Map),
        ];
    }

    /// <summary>What is no JSON can't be searched for values that are nobody else's business.</summary>
    private static string? Shown(string? configuration)
    {
        try
        {
            if (configuration is not null)
                using (JsonDocument.Parse(configuration, Secrets.Lenient))
                    return configuration;
            return null;
        }
        catch (JsonException e)
        {
            return $"It is left out: it is no JSON ({e.Message})\n";
        }
    }

    private static IEnumerable<string> Listing(string path) => new DirectoryInfo(path).EnumerateFileSystemInfos().OrderBy(entry => entry.Name, StringComparer.Ordinal)
        .Select(entry => string.Create(
            CultureInfo.InvariantCulture, $"{entry.UnixFileMode} {(entry as FileInfo)?.Length} {entry.LastWriteTimeUtc:o} {entry.Name}\n"));

    private static async Task<IReadOnlyList<SupportFile>> AskAsync(DataFolder folder, CancellationToken cancellation)
    {
        try
        {
            using var client = new ServiceManagementClient(PublishSettings.Read(folder.PublishSettingsFile)[0]);
            var files = new List<SupportFile>();
            foreach (var route in Routes)
                files.Add(await AskAsync(client, route, cancellation));
            return files;
        }
        catch (PublishSettingsException e)
        {
            return [new("service/failure.txt", e.Message + "\n")];
        }
    }

    /// <summary>One that is not answered says why, and is no reason to ask no more.</summary>
    private static async Task<SupportFile> AskAsync(ServiceManagementClient client, string route, CancellationToken cancellation)
    {
        var name = $"service/{route.Split('?')[0]}";
        try
        {
            return new($"{name}.json", Indented(await client.GetJsonAsync(route, cancellation)));
        }
        catch (ServiceManagementException e)
        {
            return new($"{name}.failure.txt", e.Message + "\n");
        }
    }

    /// <summary>
    /// What it writes itself is its own; what a gateway's charon writes is about tunnels. Arguments often have passwords, and those of
    /// a machine that runs since before a change of its image are in no file that says what to remove.
    /// </summary>
    private static IEnumerable<SupportFile> Machine(MachineFolder folder)
    {
        var name = $"machines/{Path.GetFileName(folder.Path)}";
        if (folder.ReadSpec() is not { } spec)
            yield break;
        yield return new($"{name}/machine.txt", $"{spec.Name}\n{spec.Command}, arguments: {spec.Arguments.Count}\n{folder.ReadState()}\n{folder.ReadPort()}\n");
        if (spec.Router is not null && File.Exists(folder.LogFile))
            yield return new($"{name}/log.txt", End(folder.LogFile));
    }

    private static SupportFile Map(string pin)
    {
        var name = Path.GetFileName(pin);
        try
        {
            return new($"maps/{name}.txt", string.Concat(MapDump.Used(pin, MostEntries).Select(line => line + "\n")));
        }
        catch (KernelException error)
        {
            return new($"maps/{name}.txt", error.Message + "\n");
        }
    }

    private static string End(string path)
    {
        using var log = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        log.Seek(Math.Max(0, log.Length - MostLog), SeekOrigin.Begin);
        using var text = new StreamReader(log);
        return text.ReadToEnd();
    }

    private static string Indented(string json) => JsonSerializer.Serialize(JsonDocument.Parse(json), ForPeople);
}
