using Ilb.Declarations.Forms;

namespace Ilb.Declarations.Entries;

/// <summary>An endpoint that one machine has alone.</summary>
public sealed class Endpoint : EndpointSettings, IEntry
{
    public static string Kind => "endpoint";

    public string? Name { get; set; }

    public string? Key => Name;

    internal static readonly Form<Endpoint> Form = AddTo(new Form<Endpoint>("A public port that leads to a local port of one machine")
        .Value(d => d.Name, Words.Name, "Its name", required: true));

    public string NameIn(string owner) => $"{owner}/{Name}";
}
