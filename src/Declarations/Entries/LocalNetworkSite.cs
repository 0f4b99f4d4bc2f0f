using Ilb.Declarations.Forms;

namespace Ilb.Declarations.Entries;

/// <summary>A network beyond a gateway.</summary>
public sealed class LocalNetworkSite : IEntry
{
    public static string Kind => "local network site";

    public string? Name { get; set; }

    public List<string>? AddressSpace { get; set; }

    public string? VpnGatewayAddress { get; set; }

    public string? Key => Name;

    internal static readonly Form<LocalNetworkSite> Form = new Form<LocalNetworkSite>("A network elsewhere, on premises or another virtual network")
        .Value(d => d.Name, Words.Name, "What virtual networks call it", required: true)
        .Values(d => d.AddressSpace, Words.Name, "Its prefixes, such as 192.168.0.0/16", required: true)
        .Value(d => d.VpnGatewayAddress, Words.Name, "Where its own gateway is, outside; left out while that is not known");

    public string NameIn(string owner) => $"{Name}";
}
