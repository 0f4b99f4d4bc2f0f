using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ilb.Model.Addressing;

namespace Ilb.Model.Documents;

/// <summary>How desired state is written: compact JSON with names for choices and text for addresses.</summary>
internal static class DocumentJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        IgnoreReadOnlyProperties = true,
        Converters = { new JsonStringEnumConverter(), new AddressConverter(), new Ipv4PrefixConverter(), new PrefixConverter() },
    };

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    public static T Read<T>(string json)
        where T : class =>
        JsonSerializer.Deserialize<T>(json, Options) ?? throw new JsonException($"'null' is no {typeof(T).Name}.");

    private sealed class AddressConverter : JsonConverter<IPAddress>
    {
        public override IPAddress Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            IPAddress.Parse(reader.GetString()!);

        public override void Write(Utf8JsonWriter writer, IPAddress value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString());
    }

    private sealed class Ipv4PrefixConverter : JsonConverter<Ipv4Prefix>
    {
        public override Ipv4Prefix Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            Ipv4Prefix.Parse(reader.GetString()!);

        public override void Write(Utf8JsonWriter writer, Ipv4Prefix value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString());
    }
    private sealed class PrefixConverter : JsonConverter<IpPrefix>
    {
        public override IpPrefix Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            IpPrefix.Parse(reader.GetString()!);

        public override void Write(Utf8JsonWriter writer, IpPrefix value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString());
    }
}
