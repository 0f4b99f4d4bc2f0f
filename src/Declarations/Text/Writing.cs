using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ilb.Declarations.Entries;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Ilb.Declarations.Text;

/// <summary>Writes a declaration; what has its usual value is left out.</summary>
public static class Writing
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string ToJson(Declaration declaration) => ToText(Declaration.Form.Write(declaration));

    public static string ToText(JsonNode node) => node.ToJsonString(Indented);

    public static string ToYaml(Declaration declaration)
    {
        using var text = new StringWriter { NewLine = "\n" };
        var emitter = new Emitter(text, EmitterSettings.Default.WithIndentedSequences().WithBestWidth(int.MaxValue));
        emitter.Emit(new StreamStart());
        emitter.Emit(new DocumentStart(null, null, isImplicit: true));
        Emit(emitter, Declaration.Form.Write(declaration));
        emitter.Emit(new DocumentEnd(isImplicit: true));
        emitter.Emit(new StreamEnd());
        return text.ToString();
    }

    private static void Emit(Emitter emitter, JsonNode node)
    {
        switch (node)
        {
            case JsonObject entry:
                emitter.Emit(new MappingStart(AnchorName.Empty, TagName.Empty, isImplicit: true, MappingStyle.Block));
                foreach (var (key, value) in entry)
                {
                    emitter.Emit(new Scalar(key));
                    Emit(emitter, value!);
                }

                emitter.Emit(new MappingEnd());
                break;
            case JsonArray list:
                var style = list.All(item => item is JsonValue) ? SequenceStyle.Flow : SequenceStyle.Block;
                emitter.Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, isImplicit: true, style));
                foreach (var item in list)
                    Emit(emitter, item!);
                emitter.Emit(new SequenceEnd());
                break;
            default:
                emitter.Emit(ScalarOf(node));
                break;
        }
    }

    /// <summary>In quotes where it would be read as something else.</summary>
    private static Scalar ScalarOf(JsonNode value)
    {
        var isText = value.GetValueKind() == JsonValueKind.String;
        var text = isText ? value.GetValue<string>() : value.ToJsonString();
        var style = !isText ? ScalarStyle.Plain : Scalars.KindOf(text) == ScalarKind.Text ? ScalarStyle.Any : ScalarStyle.DoubleQuoted;
        return new Scalar(AnchorName.Empty, TagName.Empty, text, style, isPlainImplicit: true, isQuotedImplicit: true);
    }
}
