using System.Text.Json.Nodes;
using Ilb.Declarations.Differences;
using Ilb.Declarations.Text;

namespace Ilb.Declarations.Forms;

/// <summary>Entries with names.</summary>
internal sealed class EntriesField<T, TEntry>(Property<T, List<TEntry>?> property, Form<TEntry> form, string description) : Field<T>(property.Name, description)
    where T : class
    where TEntry : class, IEntry, new()
{
    private static readonly StringComparer Names = StringComparer.OrdinalIgnoreCase;

    public override void Read(Place place, T entry)
    {
        var entries = new List<TEntry>();
        foreach (var item in place.Items())
        {
            var read = form.Read(item);
            if (read.Key is { } key && entries.Exists(other => Names.Equals(other.Key, key)))
                item.Report($"The {TEntry.Kind} '{key}' is in this list already.");
            entries.Add(read);
        }

        property.Set(entry, entries);
    }

    /// <summary>Also where it is empty, which says that there is none.</summary>
    public override JsonNode? Write(T entry) => property.Get(entry) is { } entries ? new JsonArray([.. entries.Select(one => (JsonNode?)form.Write(one))]) : null;

    public override JsonObject Schema() => new() { ["type"] = "array", ["items"] = form.Schema() };

    /// <summary>What exists keeps its place, what comes is behind it.</summary>
    public override void Merge(T entry, T? existing, T wished, Pruning pruning)
    {
        var was = Of(existing);
        var said = property.Get(wished);
        var stays = was.Where(one => said is null || !pruning.Here || Find(said, one.Key) is not null);
        property.Set(entry,
        [
            .. stays.Select(one => Find(said, one.Key) is { } wish ? form.Merge(one, wish, pruning.Inside) : one),
            .. (said ?? []).Where(wish => Find(was, wish.Key) is null).Select(wish => form.Merge(null, wish, pruning.Inside)),
        ]);
    }

    public override IEnumerable<Change> Changes(T? before, T? after, string owner) =>
    [
        .. Of(after).SelectMany(now => Comes(Find(Of(before), now.Key), now, owner)),
        .. Of(before).Where(was => Find(Of(after), was.Key) is null).SelectMany(was => Goes(was, owner)),
    ];

    private IEnumerable<Change> Comes(TEntry? was, TEntry now, string owner)
    {
        var name = now.NameIn(owner);
        // The name of what is new was said.
        var details = form.Details(was, now).Where(detail => was is not null || detail != $"name: {now.Key}").ToList();
        Change[] own = was is null || details.Count > 0 ? [new Change(was is null ? Change.Add : Change.Alter, TEntry.Kind, name, details)] : [];
        return own.Concat(form.Changes(was, now, name));
    }

    private IEnumerable<Change> Goes(TEntry was, string owner) =>
        form.Changes(was, null, was.NameIn(owner)).Prepend(new Change(Change.Remove, TEntry.Kind, was.NameIn(owner), []));

    private List<TEntry> Of(T? entry) => entry is null ? [] : property.Get(entry) ?? [];

    private static TEntry? Find(List<TEntry>? entries, string? key) => entries?.Find(entry => Names.Equals(entry.Key, key));
}
