using Ilb.Declarations.Forms;

namespace Ilb.Declarations.Entries;

/// <summary>A named place within a location.</summary>
public sealed class AffinityGroup : IEntry
{
    public static string Kind => "affinity group";

    public string? Name { get; set; }

    public string? Location { get; set; }

    public string? Label { get; set; }

    public string? Description { get; set; }

    public string? Key => Name;

    internal static readonly Form<AffinityGroup> Form = new Form<AffinityGroup>("A named place within a location")
        .Value(d => d.Name, Words.Name, "Its name", required: true)
        .Value(d => d.Location, Words.Name, "Where it is, such as West US; it stays there", required: true)
        .Value(d => d.Label, Words.Text, "What people read; at first the name", kept: true)
        .Value(d => d.Description, Words.Text, "What it is for", kept: true);

    public string NameIn(string owner) => $"{Name}";
}
