using System.Linq.Expressions;
using System.Text.Json.Nodes;
using Ilb.Declarations.Differences;
using Ilb.Declarations.Text;

namespace Ilb.Declarations.Forms;

/// <summary>
/// The keys of one kind of entry. Reader, writer, schema and comparison all follow it, so that none knows a key that another does not.
/// </summary>
internal sealed class Form<T>(string description)
    where T : class, new()
{
    private readonly List<Field<T>> _fields = [];

    public string Description { get; } = description;

    public IReadOnlyList<Field<T>> Fields => _fields;

    public Form<T> Value<TValue>(
        Expression<Func<T, TValue?>> property, Word<TValue> word, string description, bool required = false, TValue? usual = default, bool kept = false) =>
        With(new ValueField<T, TValue>(Property<T, TValue?>.Of(property), word, description, usual, kept) { IsRequired = required });

    /// <summary>Several values in an order; left out it is none.</summary>
    public Form<T> Values(Expression<Func<T, List<string>?>> property, Word<string> word, string description, bool required = false) =>
        With(new ValuesField<T>(Property<T, List<string>?>.Of(property), word, description) { IsRequired = required });

    /// <summary>A value with keys of its own, which has no name.</summary>
    public Form<T> Part<TPart>(Expression<Func<T, TPart?>> property, Form<TPart> form, string description, bool kept = false) where TPart : class, new() =>
        With(new PartField<T, TPart>(Property<T, TPart?>.Of(property), form, description, kept));

    /// <summary>Several of these in an order; left out it is none.</summary>
    public Form<T> Parts<TPart>(Expression<Func<T, List<TPart>?>> property, Form<TPart> form, string description) where TPart : class, new() =>
        With(new PartsField<T, TPart>(Property<T, List<TPart>?>.Of(property), form, description));

    /// <summary>Entries with names, each of which comes, changes and goes; left out it says nothing.</summary>
    public Form<T> Entries<TEntry>(Expression<Func<T, List<TEntry>?>> property, Form<TEntry> form, string description) where TEntry : class, IEntry, new() =>
        With(new EntriesField<T, TEntry>(Property<T, List<TEntry>?>.Of(property), form, description));

    public T Read(Place place)
    {
        var entry = new T();
        var keys = place.Keys(_fields.Select(field => field.Name));
        foreach (var field in _fields)
            if (keys.TryGetValue(field.Name, out var found))
                field.Read(found, entry);
            else if (field.IsRequired && !place.IsMistaken)
                place.Report($"{field.Name} is missing: {field.Description}.");
        return entry;
    }

    public JsonObject Write(T entry)
    {
        var written = new JsonObject();
        foreach (var field in _fields)
            if (field.Write(entry) is { } value)
                written[field.Name] = value;
        return written;
    }

    public JsonObject Schema() => new()
    {
        ["type"] = "object",
        ["description"] = Description,
        ["properties"] = new JsonObject(_fields.Select(field => KeyValuePair.Create(field.Name, (JsonNode?)Described(field)))),
        ["required"] = new JsonArray([.. _fields.Where(field => field.IsRequired).Select(field => (JsonNode?)field.Name)]),
        ["additionalProperties"] = false,
    };

    public T Merge(T? existing, T wished, Pruning pruning)
    {
        var entry = new T();
        foreach (var field in _fields)
            field.Merge(entry, existing, wished, pruning);
        return entry;
    }

    public IEnumerable<string> Details(T? before, T after) => _fields.SelectMany(field => field.Details(before, after));

    public IEnumerable<Change> Changes(T? before, T? after, string owner) => _fields.SelectMany(field => field.Changes(before, after, owner));

    private Form<T> With(Field<T> field)
    {
        _fields.Add(field);
        return this;
    }

    private static JsonObject Described(Field<T> field)
    {
        var schema = field.Schema();
        schema["description"] = field.Description;
        return schema;
    }
}
