using System.Collections.Immutable;
using Ilb.Model.Commands;
using Ilb.Model.Desired;
using Ilb.Model.Snapshots;

namespace Ilb.Model.Rules;

/// <summary>The gateway of a virtual network; each of its connections in <see cref="ConnectionRules"/>.</summary>
internal static class GatewayRules
{
    private static readonly ImmutableArray<string> Types = ["StaticRouting", "DynamicRouting"];
    private static readonly ImmutableArray<string> Sizes = ["Default", "Standard", "HighPerformance"];

    public static DesiredState Create(Change change, CreateGateway command)
    {
        if (Network(change, command) is not { } network)
            return change.State;
        var path = Path(network);
        if (network.Gateway is { } existing)
            change.Conflict(ProblemCode.GatewayExists, path,
                $"The virtual network '{network.Name}' has a gateway already, at {existing.PublicAddress}; Remove-AzureVNetGateway removes it.");
        var type = Choice(change, command.Type, Types, ProblemCode.GatewayTypeUnknown, $"{path}/gatewayType", "type");
        var size = Choice(change, command.Size, Sizes, ProblemCode.GatewaySizeUnknown, $"{path}/GatewaySize", "size");
        CheckSites(change, network);
        var subnet = Subnet(change, network);
        if (change.HasProblems || subnet is null)
            return change.State;

        var inside = AddressRules.Dynamic(change, AddressPlan.Of(change.Subscription, network, null), subnet, $"{path}/Subnet");
        var outside = PublicVips.Take(change, change.State, $"the gateway of '{network.Name}'", path);
        if (inside is null || outside is null)
            return change.State;
        SiteRules.CheckOwnAddress(change, network, change.Subscription.Network!, outside);
        var gateway = new Gateway(inside, outside, type, size, 1, change.Context.Now, 0, []);
        return Store(change, network, gateway with { Connections = Connections(change, network, gateway) });
    }

    public static DesiredState Delete(Change change, DeleteGateway command) =>
        Find(change, command) is var (network, _) ? Store(change, network, null) : change.State;

    public static DesiredState Update(Change change, UpdateGateway command)
    {
        if (Find(change, command) is not var (network, gateway))
            return change.State;
        if (Named.Same(command.Operation, "Reset"))
            return Store(change, network, gateway with { Restarts = gateway.Restarts + 1 });
        if (!string.IsNullOrEmpty(command.Size) && (string.IsNullOrEmpty(command.Operation) || Named.Same(command.Operation, "Resize")))
            return Store(change, network, gateway with
            {
                Size = Choice(change, command.Size, Sizes, ProblemCode.GatewaySizeUnknown, $"{Path(network)}/GatewaySize", "size"),
            });
        change.Bad(ProblemCode.GatewayOperationUnknown, $"{Path(network)}/Operation",
            $"'{command.Operation}' with the GatewaySize '{command.Size}' is no operation of a gateway: Reset, or Resize with one of {Sentences.List(Sizes)}.");
        return change.State;
    }

    /// <summary>The network as it is after a put, with the gateway that it had before.</summary>
    public static VirtualNetwork Keep(Change change, VirtualNetwork network)
    {
        if (change.Subscription.VirtualNetwork(network.Name)?.Gateway is not { } gateway)
            return network;
        var path = $"VirtualNetworkSite[{network.Name}]/ConnectionsToLocalNetwork";
        foreach (var lost in gateway.Connections.Where(c => c.IsConnected && !network.Sites.Contains(c.Site, Named.Comparer)))
            change.Conflict(ProblemCode.LocalNetworkSiteInUse, $"{path}/LocalNetworkSiteRef[{lost.Site}]",
                $"The local network site '{lost.Site}' cannot be removed: the gateway of '{network.Name}' is connected to it. "
                + $"Disconnect it first: Set-AzureVNetGateway -Disconnect -VNetName '{network.Name}' -LocalNetworkSiteName '{lost.Site}'.");
        if (network.Sites.IsEmpty)
            change.Conflict(ProblemCode.GatewayNeedsSite, path,
                $"The virtual network '{network.Name}' has a gateway, which needs a local network site to connect to. "
                + $"Name one, or remove the gateway first: Remove-AzureVNetGateway -VNetName '{network.Name}'.");
        return network with { Gateway = gateway with { Connections = Connections(change, network, gateway) } };
    }

    /// <summary>The network with its gateway; problems where there is none.</summary>
    public static (VirtualNetwork Network, Gateway Gateway)? Find(Change change, GatewayCommand command)
    {
        if (Network(change, command) is not { } network)
            return null;
        if (network.Gateway is { } gateway)
            return (network, gateway);
        change.Missing(ProblemCode.GatewayUnknown, Path(network),
            $"The virtual network '{network.Name}' has no gateway; New-AzureVNetGateway -VNetName '{network.Name}' creates it.");
        return null;
    }

    public static DesiredState Store(Change change, VirtualNetwork network, Gateway? gateway) =>
        change.State.Put(change.Subscription.Put(network with { Gateway = gateway }));

    public static string Path(VirtualNetwork network) => $"VirtualNetworkSite[{network.Name}]/Gateway";

    private static VirtualNetwork? Network(Change change, GatewayCommand command)
    {
        var network = change.Subscription.VirtualNetwork(command.Network);
        if (network is null)
            change.Missing(ProblemCode.VirtualNetworkUnknown, $"VirtualNetworkSite[{command.Network}]",
                $"The virtual network '{command.Network}' does not exist. There are: "
                + $"{Sentences.List((change.Subscription.Network?.VirtualNetworks ?? []).Select(n => n.Name))}.");
        return network;
    }

    private static Subnet? Subnet(Change change, VirtualNetwork network)
    {
        var subnet = network.Subnet(Desired.Subnet.GatewayName);
        if (subnet is null)
            change.Bad(ProblemCode.GatewayNeedsSubnet, $"VirtualNetworkSite[{network.Name}]/Subnets",
                $"A gateway needs a subnet named {Desired.Subnet.GatewayName}, a /29 or larger, in '{network.Name}' ({Sentences.List(network.AddressSpace.Select(p => p.ToString()))}); "
                + $"its subnets are {AddressRules.SubnetList(network)}. Set-AzureVNetConfig adds it.");
        return subnet;
    }

    private static void CheckSites(Change change, VirtualNetwork network)
    {
        if (network.Sites.IsEmpty)
            change.Bad(ProblemCode.GatewayNeedsSite, $"VirtualNetworkSite[{network.Name}]/ConnectionsToLocalNetwork",
                $"A gateway needs a local network site to connect to. Name one in Gateway/ConnectionsToLocalNetwork of '{network.Name}' with Set-AzureVNetConfig; "
                + $"declared are: {Sentences.List(change.Subscription.Network!.LocalNetworkSites.Select(s => s.Name))}.");
        // A configuration that an earlier version took was not judged for this.
        SiteRules.CheckConnected(change, network, change.Subscription.Network!);
    }

    private static ImmutableArray<SiteConnection> Connections(Change change, VirtualNetwork network, Gateway gateway) =>
    [
        .. network.Sites.Select(site => gateway.Connection(site)
            ?? new SiteConnection(site, IsConnected: true, IpsecPolicy.Default) { SharedKey = SharedKeys.Make(change, network.Name, site) }),
    ];

    /// <summary>The first of the known words where none is asked for.</summary>
    private static string Choice(Change change, string? asked, ImmutableArray<string> known, ProblemCode code, string path, string what)
    {
        if (string.IsNullOrEmpty(asked))
            return known[0];
        if (known.FirstOrDefault(word => Named.Same(word, asked)) is { } found)
            return found;
        change.Bad(code, path, $"'{asked}' is no {what} of a gateway: {Sentences.List(known)}.");
        return asked;
    }
}
