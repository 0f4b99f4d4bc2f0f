using System.Security;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using Ilb.ControlPlane.Identity;
using Ilb.ControlPlane.Store;

namespace Ilb.Support;

/// <summary>What must not leave a data folder: private keys, shared keys of gateways, the values that packages and images are configured with.</summary>
internal sealed class Secrets
{
    private const string Removed = "(removed)";

    /// <summary>Shorter values say nothing, and removing them would make all else unreadable.</summary>
    private const int Shortest = 6;

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly string[] KeyFiles = ["ca.pem", "server.pem", "management.pem"];

    private readonly List<string> _values;

    private Secrets(IEnumerable<string> values) =>
        _values = [.. values.Where(value => value.Length >= Shortest).Distinct().OrderByDescending(value => value.Length)];

    /// <exception cref="StoreException">The state can't be read.</exception>
    public static Secrets Of(DataFolder folder, IEnumerable<string> documents) => new(
    [
        .. KeyFiles.SelectMany(name => KeyLines(folder.Read(name))),
        .. Container(folder.Read(Path.GetFileName(folder.PublishSettingsFile))),
        .. documents.SelectMany(document => Values(JsonDocument.Parse(document).RootElement)),
        .. ImageValues(folder.Read("images.json")),
    ]);

    /// <summary>The text without them.</summary>
    public string Remove(string text) => _values.Aggregate(
        text, (left, value) => Spellings(value).Aggregate(left, (rest, spelling) => rest.Replace(spelling, Removed, StringComparison.Ordinal)));

    private static IEnumerable<string> KeyLines(string? pem)
    {
        var isKey = false;
        foreach (var line in (pem ?? "").Split('\n', StringSplitOptions.TrimEntries))
        {
            if (line.StartsWith("-----", StringComparison.Ordinal))
                isKey = line.StartsWith("-----BEGIN", StringComparison.Ordinal) && line.Contains("PRIVATE KEY", StringComparison.Ordinal);
            else if (isKey)
                yield return line;
        }
    }

    private static IEnumerable<string> Container(string? settings) => settings is null
        ? []
        : Elements(settings).Where(one => one.Name.LocalName == "Subscription").Select(one => (string?)one.Attribute("ManagementCertificate")).OfType<string>();

    /// <summary>Of a document of the store, or of images: keys by name, and every value that a package or an image is configured with.</summary>
    private static IEnumerable<string> Values(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => (property.Name, property.Value.ValueKind) switch
        {
            ("sharedKey", JsonValueKind.String) => Strings(property.Value),
            ("configuration", JsonValueKind.String) => Settings(property.Value.GetString()!),
            ("arguments" or "environment" or "settings" or "variables", _) => Strings(property.Value),
            _ => Values(property.Value),
        }),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Values),
        _ => [],
    };

    /// <summary>All of it, where it can't be told which part is secret.</summary>
    private static IEnumerable<string> Settings(string configuration) => Elements(configuration) is { Count: > 0 } elements
        ? elements.Where(one => one.Name.LocalName == "Setting").Select(one => (string?)one.Attribute("value")).OfType<string>()
        : [configuration];

    /// <summary>None of what is no XML.</summary>
    private static List<XElement> Elements(string xml)
    {
        try
        {
            return [.. XDocument.Parse(xml.TrimStart('\uFEFF', ' ', '\t', '\r', '\n')).Descendants()];
        }
        catch (XmlException)
        {
            return [];
        }
    }

    /// <summary>As the service reads its configuration.</summary>
    internal static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    private static IEnumerable<string> ImageValues(string? images)
    {
        try
        {
            return images is null ? [] : [.. Values(JsonDocument.Parse(images, Lenient).RootElement)];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static IEnumerable<string> Strings(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => [element.GetString()!, element.GetRawText()[1..^1]],
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => Strings(property.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Strings),
        _ => [],
    };

    /// <summary>As it is, and as it is within JSON, which another writer may have spelled in another way, and within XML.</summary>
    private static IEnumerable<string> Spellings(string value) =>
        [value, JsonSerializer.Serialize(value)[1..^1], JsonSerializer.Serialize(value, Relaxed)[1..^1], SecurityElement.Escape(value)];
}
