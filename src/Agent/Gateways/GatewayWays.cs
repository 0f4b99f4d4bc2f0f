using System.Net;
using Ilb.Datapath.Netlink;
using Ilb.Model.Addressing;
using Ilb.Model.Snapshots;

namespace Ilb.Agent.Gateways;

/// <summary>
/// Which way packets take through a gateway: tunnels first (strongSwan's own rule, 220), then the gateway itself, then the network;
/// what is for a site whose tunnel is down leaves nowhere.
/// </summary>
internal static class GatewayWays
{
    /// <summary>Grows with the rules.</summary>
    public const int Version = 3;

    private const int WholeAddress = 32, Itself = 230, Inside = 300, Outside = 310;

    /// <summary>The uplink's end of the wire, as seen from the gateway; it needs no address, only a neighbour entry.</summary>
    public static IPAddress NextHop { get; } = IPAddress.Parse("169.254.1.1");

    /// <summary>
    /// The gateway answers as its own two addresses alone, and after the tunnels: those that strongSwan makes it have,
    /// see <see cref="Addresses"/>, may be a site's.
    /// </summary>
    public static void Rule(RouteSocket routes, GatewayEntry gateway, string inner)
    {
        const string itself = "lo";
        routes.AddRule(new RoutingRule(Itself, RoutingTable.Local) { To = gateway.Address });
        routes.AddRule(new RoutingRule(Itself + 1, RoutingTable.Local) { To = gateway.PublicAddress });
        routes.AddRule(new RoutingRule(Itself + 2, RoutingTable.Local) { From = itself });
        routes.RemoveLocalRule();
        routes.AddRule(new RoutingRule(Inside) { From = inner });
        routes.AddRule(new RoutingRule(Inside + 1, RoutingTable.Main) { WithoutDefault = true });
        routes.AddRule(new RoutingRule(Inside + 2) { From = itself, IsInverted = true });
    }

    /// <summary>
    /// For what is sent from the public address, IKE and ESP, and nothing else: in the main table these routes would let out in clear
    /// what the gateway answers from its inner address. The next hop is found by whoever adds a route through it, as charon does where
    /// the kernel has ESP.
    /// </summary>
    public static void Leave(RouteSocket routes, GatewayEntry gateway, Link outer)
    {
        routes.AddRoute(outer.Index, new Ipv4Prefix(Ipv4Prefix.ToNumber(NextHop), WholeAddress), table: RoutingTable.Outer);
        routes.AddRoute(outer.Index, new Ipv4Prefix(0, 0), NextHop, RoutingTable.Outer);
        routes.AddRule(new RoutingRule(Outside, RoutingTable.Outer) { Source = gateway.PublicAddress });
        routes.AddRule(new RoutingRule(Outside + 1, RoutingTable.Outer) { Through = outer.Name });
    }

    /// <summary>
    /// strongSwan's userspace ESP takes a tunnel only if the gateway has an address in each prefix that the tunnel leads from. The first
    /// one of a network's prefix is no machine's; that of a site's may be a host's, which is reached all the same.
    /// </summary>
    public static IEnumerable<IPAddress> Addresses(GatewayEntry gateway) => gateway.LocalPrefixes
        .Concat(gateway.Tunnels.SelectMany(tunnel => tunnel.TransitPrefixes))
        .Where(prefix => !prefix.Contains(gateway.Address))
        .Select(prefix => Ipv4Prefix.ToAddress(prefix.First))
        .Distinct();

    /// <summary>None is taken away: a tunnel may still lead from it, and it answers nobody.</summary>
    public static void AddAddresses(RouteSocket routes, GatewayEntry gateway)
    {
        var loopback = routes.Find("lo")!.Index;
        foreach (var address in Addresses(gateway).Except(routes.Addresses(loopback)))
            routes.AddAddress(loopback, address, WholeAddress);
    }
}
