using System.Text.Json.Nodes;
using Ilb.Declarations.Text;

namespace Ilb.Declarations.Forms;

/// <summary>Several values with keys of their own, which together are one value.</summary>
internal sealed class PartsField<T, TPart>(Property<T, List<TPart>?> property, Form<TPart> form, string description) : Field<T>(property.Name, description)
    where T : class
    where TPart : class, new()
{
    public override void Read(Place place, T entry) => property.Set(entry, [.. place.Items().Select(form.Read)]);

    public override JsonNode? Write(T entry) => property.Get(entry) is { Count: > 0 } parts ? new JsonArray([.. parts.Select(part => (JsonNode?)form.Write(part))]) : null;

    public override JsonObject Schema() => new() { ["type"] = "array", ["items"] = form.Schema() };

    public override void Merge(T entry, T? existing, T wished, Pruning pruning) =>
        property.Set(entry, [.. (property.Get(wished) ?? []).Select(part => form.Merge(null, part, pruning))]);

    /// <summary>What goes before what comes, each with its sign.</summary>
    public override IEnumerable<string> Details(T? before, T after)
    {
        var was = Lines(before);
        var now = Lines(after);
        if (before is null)
            return now.Count == 0 ? [] : [$"{Name}: {string.Join("; ", now)}"];
        return [.. was.Except(now).Select(line => $"{Name}: - {line}"), .. now.Except(was).Select(line => $"{Name}: + {line}")];
    }

    private List<string> Lines(T? entry) => [.. (entry is null ? [] : property.Get(entry) ?? []).Select(part => part.ToString()!)];
}
