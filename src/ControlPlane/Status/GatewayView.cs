using Ilb.ControlPlane.Ownership;
using Ilb.Model.Desired;
using Ilb.Model.Feed;
using Ilb.Model.Snapshots;

namespace Ilb.ControlPlane.Status;

/// <summary>The gateways of one subscription: what is wanted and what their nodes tell, side by side.</summary>
internal sealed class GatewayView(PublishedState state, SubscriptionState subscription, INodeView? node)
{
    private readonly Lazy<Dictionary<(Slot Gateway, string Site), TunnelObservation>> _seen = new(() =>
        (node?.Tunnels() ?? [])
            .GroupBy(tunnel => (tunnel.Gateway, tunnel.Site.ToUpperInvariant()))
            .ToDictionary(tunnels => tunnels.Key, tunnels => tunnels.Last()));

    public IReadOnlyList<GatewayStatus> Gateways =>
    [
        .. from network in subscription.Network?.VirtualNetworks ?? []
           let gateway = network.Gateway
           where gateway is not null
           select new GatewayStatus(
               network.Name, gateway.Address.ToString(), gateway.PublicAddress.ToString(), gateway.Node, node?.Encryption(),
               [.. gateway.Connections.Select(connection => Tunnel(network, connection))])
           {
               IsTransit = network.IsTransit,
           },
    ];

    public TunnelStatus Tunnel(VirtualNetwork network, SiteConnection connection)
    {
        var site = subscription.Network!.LocalNetworkSite(connection.Site);
        var port = state.Desired.Allocations.Ports.Used[AllocationKeys.GatewayPort(subscription, network)];
        var seen = _seen.Value.GetValueOrDefault((port, connection.Site.ToUpperInvariant()));
        return new TunnelStatus(
            connection.Site,
            site?.GatewayAddress?.ToString(),
            [.. (site?.AddressSpace ?? []).Select(prefix => prefix.ToString())],
            connection.IsConnected,
            (seen?.State ?? TunnelState.NotConnected).ToString(),
            seen?.BytesIn ?? 0,
            seen?.BytesOut ?? 0,
            seen?.Since,
            connection.IsConnected ? Reason(site, seen) : null);
    }

    private string? Reason(LocalNetworkSite? site, TunnelObservation? seen) =>
        site?.GatewayAddress is null ? "the site has no VPNGatewayAddress"
        : seen is null ? node is null ? "no agent is connected" : "its gateway does not run yet"
        : seen.State == TunnelState.Connected ? null
        : seen.Reason ?? "no reason given";
}
