using System.Text.Json;
using Ilb.ControlPlane.Identity;

namespace Ilb.ControlPlane.Configuration;

/// <summary>The places that cloud services, affinity groups and virtual networks may be in: names only, on one machine.</summary>
internal static class Locations
{
    private const string FileName = "locations.json";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private static readonly string[] Default =
    [
        "West US", "East US", "East US 2", "Central US", "North Central US", "South Central US", "North Europe", "West Europe",
        "East Asia", "Southeast Asia", "Japan East", "Japan West", "Brazil South", "Australia East", "Australia Southeast",
    ];

    /// <summary>Reads the operator's list; the first start writes the default one for them to edit.</summary>
    public static IReadOnlyList<string> Open(DataFolder folder)
    {
        if (folder.Read(FileName) is not { } text)
        {
            folder.WritePublic(FileName, JsonSerializer.Serialize(Default, Json) + "\n");
            return Default;
        }

        try
        {
            var names = JsonSerializer.Deserialize<string[]>(text, Json) ?? [];
            return names.Length > 0 && names.All(name => !string.IsNullOrWhiteSpace(name))
                ? names
                : throw new JsonException("it must be a list of names with at least one, such as [\"West US\"]");
        }
        catch (JsonException error)
        {
            throw new DataFolderException("read the locations from", folder.PathOf(FileName), error);
        }
    }
}
