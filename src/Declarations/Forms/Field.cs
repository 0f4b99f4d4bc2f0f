using System.Text.Json.Nodes;
using Ilb.Declarations.Differences;
using Ilb.Declarations.Text;

namespace Ilb.Declarations.Forms;

/// <summary>One key of a kind of entry: how it is read, written, described to editors, merged and compared.</summary>
internal abstract class Field<T>(string name, string description)
{
    public string Name { get; } = name;

    public string Description { get; } = description;

    public bool IsRequired { get; init; }

    public abstract void Read(Place place, T entry);

    /// <summary>Null: not written.</summary>
    public abstract JsonNode? Write(T entry);

    /// <summary>What a JSON schema says of the value.</summary>
    public abstract JsonObject Schema();

    /// <summary>Gives the entry what is wished; where that says nothing, what the form says of it.</summary>
    /// <param name="existing">Null: there is no such entry yet.</param>
    public abstract void Merge(T entry, T? existing, T wished, Pruning pruning);

    /// <summary>How a value differs, for people; entries of lists are told in <see cref="Changes"/>.</summary>
    public virtual IEnumerable<string> Details(T? before, T after) => [];

    /// <summary>What comes, changes and goes among the entries of a list.</summary>
    /// <param name="owner">The name of the entry that has the list; empty for the whole document.</param>
    public virtual IEnumerable<Change> Changes(T? before, T? after, string owner) => [];
}
