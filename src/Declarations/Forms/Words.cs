using System.Globalization;
using System.Text.Json.Nodes;
using Ilb.Declarations.Text;
using YamlDotNet.RepresentationModel;

namespace Ilb.Declarations.Forms;

/// <summary>The kinds of single values that documents have. Names are compared without case, as the service does.</summary>
internal static class Words
{
    public static Word<string> Name { get; } = TextOf(StringComparer.OrdinalIgnoreCase);

    /// <summary>Text whose case matters.</summary>
    public static Word<string> Text { get; } = TextOf(StringComparer.Ordinal);

    public static Word<bool?> Flag { get; } = new(
        "true or false", ReadFlag, value => JsonValue.Create(value!.Value), () => new JsonObject { ["type"] = "boolean" }, EqualityComparer<bool?>.Default);

    public static Word<int?> Number(int least, int most) => new(
        string.Create(CultureInfo.InvariantCulture, $"a whole number from {least} to {most}"),
        (YamlScalarNode node, out int? value) => ReadNumber(node, out value) && value >= least && value <= most,
        value => JsonValue.Create(value!.Value),
        () => new JsonObject { ["type"] = "integer", ["minimum"] = least, ["maximum"] = most },
        EqualityComparer<int?>.Default);

    public static Word<string> OneOf(params string[] words) => new(
        $"one of {string.Join(", ", words)}",
        (YamlScalarNode node, out string? value) => (value = words.FirstOrDefault(word => word == node.Value)) is not null,
        value => value,
        () => new JsonObject { ["enum"] = new JsonArray([.. words.Select(word => (JsonNode?)word)]) },
        StringComparer.OrdinalIgnoreCase);

    private static Word<string> TextOf(StringComparer same) => new(
        "a text",
        (YamlScalarNode node, out string? value) => (value = node.Value).AsSpan().Length > 0 && Scalars.KindOf(node) == ScalarKind.Text,
        value => value,
        () => new JsonObject { ["type"] = "string", ["minLength"] = 1 },
        same);

    private static bool ReadFlag(YamlScalarNode node, out bool? value)
    {
        value = Scalars.KindOf(node) == ScalarKind.Flag ? bool.Parse(node.Value!) : null;
        return value is not null;
    }

    private static bool ReadNumber(YamlScalarNode node, out int? value)
    {
        var known = int.TryParse(node.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number);
        value = number;
        return known && Scalars.KindOf(node) == ScalarKind.Number;
    }
}
