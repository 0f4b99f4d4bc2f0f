using Ilb.Declarations.Forms;

namespace Ilb.Declarations.Entries;

/// <summary>A container of one deployment per slot.</summary>
public sealed class CloudService : IEntry
{
    public static string Kind => "cloud service";

    public string? Name { get; set; }

    public string? Location { get; set; }

    public string? AffinityGroup { get; set; }

    public string? Label { get; set; }

    public string? Description { get; set; }

    public List<Deployment>? Deployments { get; set; }

    public string? Key => Name;

    internal static readonly Form<CloudService> Form = new Form<CloudService>("A container of one deployment per slot; without a virtual network it is its own private network")
        .Value(d => d.Name, Words.Name, "Its name, unique in the installation", required: true)
        .Value(d => d.Location, Words.Name, "Where it is, such as West US; it stays there", kept: true)
        .Value(d => d.AffinityGroup, Words.Name, "The affinity group that it is in, in place of a location; it stays there", kept: true)
        .Value(d => d.Label, Words.Text, "What people read; at first the name", kept: true)
        .Value(d => d.Description, Words.Text, "What it is for", kept: true)
        .Entries(d => d.Deployments, Deployment.Form, "What runs in it: at most one in each slot");

    public string NameIn(string owner) => $"{Name}";
}
