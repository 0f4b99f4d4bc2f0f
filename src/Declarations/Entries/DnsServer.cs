using Ilb.Declarations.Forms;

namespace Ilb.Declarations.Entries;

/// <summary>A name server that virtual networks refer to.</summary>
public sealed class DnsServer : IEntry
{
    public static string Kind => "name server";

    public string? Name { get; set; }

    public string? Address { get; set; }

    public string? Key => Name;

    internal static readonly Form<DnsServer> Form = new Form<DnsServer>("A name server")
        .Value(d => d.Name, Words.Name, "What virtual networks call it", required: true)
        .Value(d => d.Address, Words.Name, "Its address, such as 10.0.0.4", required: true);

    public string NameIn(string owner) => $"{Name}";
}
