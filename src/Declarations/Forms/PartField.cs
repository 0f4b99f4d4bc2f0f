using System.Text.Json.Nodes;
using Ilb.Declarations.Text;

namespace Ilb.Declarations.Forms;

/// <summary>A value with keys of its own.</summary>
/// <param name="kept">Left out it stays what it is; else there is none.</param>
internal sealed class PartField<T, TPart>(Property<T, TPart?> property, Form<TPart> form, string description, bool kept) : Field<T>(property.Name, description)
    where T : class
    where TPart : class, new()
{
    public override void Read(Place place, T entry) => property.Set(entry, form.Read(place));

    public override JsonNode? Write(T entry) => property.Get(entry) is { } part ? form.Write(part) : null;

    public override JsonObject Schema() => form.Schema();

    public override void Merge(T entry, T? existing, T wished, Pruning pruning)
    {
        var was = existing is null ? null : property.Get(existing);
        property.Set(entry, property.Get(wished) is { } part ? form.Merge(was, part, pruning) : kept ? was : null);
    }

    public override IEnumerable<string> Details(T? before, T after)
    {
        var (was, now) = (before is null ? null : property.Get(before), property.Get(after));
        if (was is not null && now is not null)
            return form.Details(was, now).Select(detail => $"{Name}.{detail}");
        if (was is null && now is null)
            return [];
        return before is null ? [$"{Name}: {now}"] : [$"{Name}: {(object?)was ?? "none"} → {(object?)now ?? "none"}"];
    }
}
