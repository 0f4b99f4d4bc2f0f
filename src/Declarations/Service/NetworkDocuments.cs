using System.Text;
using Ilb.Declarations.Entries;
using Wire = Ilb.Contracts;

namespace Ilb.Declarations.Service;

/// <summary>The network configuration, as entries of a declaration and back.</summary>
internal static class NetworkDocuments
{
    /// <param name="xml">Null: there is none yet.</param>
    public static void Fill(Declaration declaration, string? xml)
    {
        var networks = xml is null
            ? null
            : Wire.XmlDocuments.ReadAnswer<Wire.NetworkConfiguration>(new MemoryStream(Encoding.UTF8.GetBytes(xml))).VirtualNetworkConfiguration;
        declaration.DnsServers = [.. (networks?.Dns?.DnsServers ?? []).Select(server => new DnsServer { Name = server.Name, Address = server.Address })];
        declaration.LocalNetworkSites = [.. (networks?.LocalNetworkSites ?? []).Select(Of)];
        declaration.VirtualNetworks = [.. (networks?.VirtualNetworkSites ?? []).Select(Of)];
    }

    public static string Xml(Declaration declaration) => Wire.XmlDocuments.ToText(new Wire.NetworkConfiguration
    {
        VirtualNetworkConfiguration = new Wire.VirtualNetworkConfiguration
        {
            Dns = new Wire.NameServers { DnsServers = [.. declaration.DnsServers!.Select(server => new Wire.NameServer { Name = server.Name, Address = server.Address })] },
            LocalNetworkSites = [.. declaration.LocalNetworkSites!.Select(Of)],
            VirtualNetworkSites = [.. declaration.VirtualNetworks!.Select(Of)],
        },
    });

    private static LocalNetworkSite Of(Wire.LocalNetworkDefinition answer) =>
        new() { Name = answer.Name, AddressSpace = answer.AddressSpace ?? [], VpnGatewayAddress = Answers.Said(answer.VpnGatewayAddress) };

    private static Wire.LocalNetworkDefinition Of(LocalNetworkSite site) =>
        new() { Name = site.Name, AddressSpace = site.AddressSpace, VpnGatewayAddress = site.VpnGatewayAddress };

    private static VirtualNetwork Of(Wire.VirtualNetworkDefinition answer) => new()
    {
        Name = answer.Name,
        Location = Answers.Said(answer.Location),
        AffinityGroup = Answers.Said(answer.AffinityGroup),
        AddressSpace = answer.AddressSpace ?? [],
        Subnets = [.. (answer.Subnets ?? []).Select(subnet => new Subnet { Name = subnet.Name, AddressPrefix = subnet.AddressPrefix })],
        DnsServers = [.. (answer.DnsServersRef ?? []).Select(server => server.Name!)],
        Peerings = [.. (answer.Peerings ?? []).Select(peer => peer.Name!)],
        LocalNetworkSites = [.. (answer.Gateway?.ConnectionsToLocalNetwork ?? []).Select(site => site.Name!)],
        Transit = answer.Gateway?.Transit ?? false,
        GatewayProfile = Answers.Said(answer.Gateway?.Profile),
    };

    private static Wire.VirtualNetworkDefinition Of(VirtualNetwork network) => new()
    {
        Name = network.Name,
        Location = network.Location,
        AffinityGroup = network.AffinityGroup,
        AddressSpace = network.AddressSpace,
        Subnets = [.. (network.Subnets ?? []).Select(subnet => new Wire.SubnetDefinition { Name = subnet.Name, AddressPrefix = subnet.AddressPrefix })],
        DnsServersRef = Some(network.DnsServers, name => new Wire.NameServerReference { Name = name }),
        Peerings = Some(network.Peerings, name => new Wire.VirtualNetworkReference { Name = name }),
        Gateway = network.LocalNetworkSites is [_, ..] || network.Transit == true || network.GatewayProfile is not null
            ? new Wire.GatewayDefinition
            {
                Profile = network.GatewayProfile,
                Transit = network.Transit == true ? true : null,
                ConnectionsToLocalNetwork = [.. (network.LocalNetworkSites ?? []).Select(name => new Wire.LocalNetworkReference { Name = name })],
            }
            : null,
    };

    private static List<T>? Some<T>(List<string>? names, Func<string, T> make) => names is [_, ..] ? [.. names.Select(make)] : null;
}
