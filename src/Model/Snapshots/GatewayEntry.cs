using System.Collections.Immutable;
using System.Net;
using Ilb.Model.Addressing;

namespace Ilb.Model.Snapshots;

/// <summary>A machine of ilb's own in a network's gateway subnet, through which the network and sites beyond it reach each other.</summary>
/// <param name="Port">Of its inner side; slots of machines and gateways are one space.</param>
/// <param name="Name">"VNetUSWest", for status and logs.</param>
/// <param name="Network">Slot index of its network.</param>
/// <param name="Node">The node that it runs on.</param>
/// <param name="Address">Inside, in the gateway subnet.</param>
/// <param name="PublicAddress">Outside, of the public pool: what peers connect to.</param>
/// <param name="LocalPrefixes">The network's address space.</param>
public sealed record GatewayEntry(
    Slot Port,
    Guid Subscription,
    string Name,
    uint Network,
    int Node,
    IPAddress Address,
    Ipv4Prefix Subnet,
    IPAddress PublicAddress,
    ImmutableArray<Ipv4Prefix> LocalPrefixes,
    ImmutableArray<TunnelEntry> Tunnels)
{
    /// <summary>Grows with every reset that the operator asks for: the processes of a lower number must be replaced.</summary>
    public int Restarts { get; init; }

    public override string ToString() => $"{Name} {Address} at {PublicAddress} port {Port}";
}
