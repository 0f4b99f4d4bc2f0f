using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ilb.ControlPlane.Store;

/// <summary>How operations are written: enumerations by name.</summary>
internal static class StoredJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };
}
