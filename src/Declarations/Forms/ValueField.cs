using System.Text.Json.Nodes;
using Ilb.Declarations.Text;

namespace Ilb.Declarations.Forms;

/// <summary>A single value.</summary>
/// <param name="usual">What it is where a document leaves it out; null: nothing.</param>
/// <param name="kept">Left out it stays what it is.</param>
internal sealed class ValueField<T, TValue>(Property<T, TValue?> property, Word<TValue> word, string description, TValue? usual, bool kept)
    : Field<T>(property.Name, description)
    where T : class
{
    public override void Read(Place place, T entry)
    {
        if (place.Scalar(word.Expected) is not { } node)
            return;
        if (word.Read(node, out var value))
            property.Set(entry, value);
        else
            place.Report($"'{node.Value}' is not {word.Expected}.{Quotes(node)}");
    }

    public override JsonNode? Write(T entry) => property.Get(entry) is { } value && !IsUsual(value) ? word.Write(value) : null;

    public override JsonObject Schema()
    {
        var schema = word.Schema();
        if (usual is not null)
            schema["default"] = word.Write(usual);
        return schema;
    }

    /// <summary>What is the same stays as it was first written.</summary>
    public override void Merge(T entry, T? existing, T wished, Pruning pruning)
    {
        var was = existing is null ? default : property.Get(existing);
        var now = property.Get(wished) ?? usual ?? (kept ? was : default);
        property.Set(entry, IsSame(was, now) ? was : now);
    }

    public override IEnumerable<string> Details(T? before, T after)
    {
        var (was, now) = (before is null ? default : property.Get(before), property.Get(after));
        if (before is null)
            return now is null || IsUsual(now) ? [] : [$"{Name}: {Show(now)}"];
        return IsSame(was, now) ? [] : [$"{Name}: {Show(was)} → {Show(now)}"];
    }

    private bool IsUsual(TValue value) => usual is not null && word.Same.Equals(value, usual);

    private bool IsSame(TValue? one, TValue? other) => one is null ? other is null : other is not null && word.Same.Equals(one, other);

    private string Show(TValue? value) => value is null ? "none" : word.Write(value).ToString();

    private static string Quotes(YamlDotNet.RepresentationModel.YamlScalarNode node) =>
        typeof(TValue) == typeof(string) && Scalars.KindOf(node) != ScalarKind.Text ? $" In quotes it is one: \"{node.Value}\"." : "";
}
