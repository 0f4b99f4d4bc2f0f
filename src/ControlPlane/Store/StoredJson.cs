using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ilb.Model.Addressing;

namespace Ilb.ControlPlane.Store;

/// <summary>How values are written into documents: addresses and prefixes as text, enumerations by name.</summary>
internal static class StoredJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        Converters =
        {
            new JsonStringEnumConverter(),
            new TextConverter<IPAddress>(IPAddress.Parse),
            new TextConverter<Ipv4Prefix>(Ipv4Prefix.Parse),
        },
    };

    private sealed class TextConverter<T>(Func<string, T> parse) : JsonConverter<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            try
            {
                return parse(reader.GetString() ?? "");
            }
            catch (FormatException error)
            {
                throw new JsonException(error.Message, error);
            }
        }

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value!.ToString());
    }
}
