using System.Text.Json.Nodes;
using YamlDotNet.RepresentationModel;

namespace Ilb.Declarations.Forms;

/// <summary>A kind of single value: what a right one is, and when two are the same.</summary>
/// <param name="Expected">What a right one is: "a whole number from 1 to 65535".</param>
internal sealed record Word<TValue>(string Expected, Word<TValue>.Reader Read, Func<TValue, JsonNode> Write, Func<JsonObject> Schema, IEqualityComparer<TValue> Same)
{
    public delegate bool Reader(YamlScalarNode node, out TValue? value);
}
