using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Ilb.Declarations.Text;

/// <summary>What scalars are. A document means the same to an editor, which goes by the schema, as it does to us: quotes make a text.</summary>
internal static partial class Scalars
{
    public static ScalarKind KindOf(YamlScalarNode node) =>
        node.Style is ScalarStyle.Plain or ScalarStyle.Any ? KindOf(node.Value ?? "") : ScalarKind.Text;

    /// <summary>Of a text without quotes.</summary>
    public static ScalarKind KindOf(string plain) => plain switch
    {
        "" or "~" or "null" or "Null" or "NULL" => ScalarKind.Nothing,
        "true" or "True" or "TRUE" or "false" or "False" or "FALSE" => ScalarKind.Flag,
        _ when Number().IsMatch(plain) => ScalarKind.Number,
        _ => ScalarKind.Text,
    };

    [GeneratedRegex(@"^([-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))$")]
    private static partial Regex Number();
}
