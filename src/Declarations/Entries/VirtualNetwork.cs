using Ilb.Declarations.Forms;

namespace Ilb.Declarations.Entries;

/// <summary>An isolated address space with subnets.</summary>
public sealed class VirtualNetwork : IEntry
{
    public static string Kind => "virtual network";

    public string? Name { get; set; }

    public string? Location { get; set; }

    public string? AffinityGroup { get; set; }

    public List<string>? AddressSpace { get; set; }

    public List<Subnet>? Subnets { get; set; }

    public List<string>? DnsServers { get; set; }

    public List<string>? LocalNetworkSites { get; set; }

    public bool? Transit { get; set; }

    public string? GatewayProfile { get; set; }

    public List<string>? Peerings { get; set; }

    public Gateway? Gateway { get; set; }

    public string? Key => Name;

    internal static readonly Form<VirtualNetwork> Form = new Form<VirtualNetwork>("An isolated address space; regional where it has a location, else bound to an affinity group")
        .Value(d => d.Name, Words.Name, "Its name", required: true)
        .Value(d => d.Location, Words.Name, "Makes it regional: only such a network takes an internal load balancer")
        .Value(d => d.AffinityGroup, Words.Name, "Binds it to this affinity group, in place of a location")
        .Values(d => d.AddressSpace, Words.Name, "Its prefixes, such as 10.0.0.0/16, and one of IPv6 such as fd00:1::/96", required: true)
        .Entries(d => d.Subnets, Subnet.Form, "Parts of the address space; GatewaySubnet is the gateway's")
        .Values(d => d.DnsServers, Words.Name, "Names of the name servers that its machines ask, in this order")
        .Values(d => d.Peerings, Words.Name, "Names of virtual networks that it is joined to without a tunnel; it is also joined to those that name it")
        .Values(d => d.LocalNetworkSites, Words.Name, "Names of the local network sites that its gateway connects it to")
        .Value(d => d.Transit, Words.Flag, "Whether these sites reach each other through the gateway", usual: false)
        .Value(d => d.GatewayProfile, Words.Name, "What the network configuration calls the gateway's size; returned and not used", kept: true)
        .Part(d => d.Gateway, Gateway.Form, "What connects it to its sites; a gateway that exists stays, also with --prune", kept: true);

    public string NameIn(string owner) => $"{Name}";
}
