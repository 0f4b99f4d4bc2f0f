using Ilb.Declarations.Forms;

namespace Ilb.Declarations.Entries;

/// <summary>The wished state of a subscription, or of a part of it. Null, here and below, is what a document leaves out.</summary>
public sealed class Declaration
{
    public bool? Partial { get; set; }

    public List<DnsServer>? DnsServers { get; set; }

    public List<LocalNetworkSite>? LocalNetworkSites { get; set; }

    public List<AffinityGroup>? AffinityGroups { get; set; }

    public List<VirtualNetwork>? VirtualNetworks { get; set; }

    public List<CloudService>? CloudServices { get; set; }

    internal static readonly Form<Declaration> Form = new Form<Declaration>("What a subscription of ilb is to have: ilb apply makes it so.")
        .Value(d => d.Partial, Words.Flag, "Only a part of the subscription: ilb apply --prune removes nothing beside the entries of the lists at the top", usual: false)
        .Entries(d => d.DnsServers, DnsServer.Form, "Name servers that virtual networks may name")
        .Entries(d => d.LocalNetworkSites, LocalNetworkSite.Form, "Networks elsewhere that virtual networks may be connected to")
        .Entries(d => d.AffinityGroups, AffinityGroup.Form, "Named places within a location")
        .Entries(d => d.VirtualNetworks, VirtualNetwork.Form, "Isolated address spaces")
        .Entries(d => d.CloudServices, CloudService.Form, "Containers of one deployment per slot");
}
