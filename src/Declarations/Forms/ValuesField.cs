using System.Text.Json.Nodes;
using Ilb.Declarations.Text;

namespace Ilb.Declarations.Forms;

/// <summary>Several values in an order.</summary>
internal sealed class ValuesField<T>(Property<T, List<string>?> property, Word<string> word, string description) : Field<T>(property.Name, description)
    where T : class
{
    public override void Read(Place place, T entry)
    {
        var values = new List<string>();
        foreach (var item in place.Items())
            if (item.Scalar(word.Expected) is { } node && word.Read(node, out var value))
                values.Add(value!);
            else if (!item.IsMistaken)
                item.Report($"{word.Expected} is expected here.");
        if (values.Count == 0 && IsRequired && !place.IsMistaken)
            place.Report($"{Name} is empty: {Description}.");
        property.Set(entry, values);
    }

    public override JsonNode? Write(T entry) => property.Get(entry) is { Count: > 0 } values
        ? new JsonArray([.. values.Select(value => (JsonNode?)word.Write(value))])
        : null;

    public override JsonObject Schema()
    {
        var schema = new JsonObject { ["type"] = "array", ["items"] = word.Schema() };
        if (IsRequired)
            schema["minItems"] = 1;
        return schema;
    }

    public override void Merge(T entry, T? existing, T wished, Pruning pruning)
    {
        var (was, now) = (existing is null ? [] : property.Get(existing) ?? [], property.Get(wished) ?? []);
        property.Set(entry, was.SequenceEqual(now, word.Same) ? was : now);
    }

    public override IEnumerable<string> Details(T? before, T after)
    {
        var (was, now) = (before is null ? [] : property.Get(before) ?? [], property.Get(after) ?? []);
        if (was.SequenceEqual(now, word.Same))
            return [];
        return before is null ? [$"{Name}: {Show(now)}"] : [$"{Name}: {Show(was)} → {Show(now)}"];
    }

    private static string Show(List<string> values) => values.Count == 0 ? "none" : string.Join(", ", values);
}
