using System.Collections.Immutable;
using Ilb.Model.Addressing;

namespace Ilb.Model.Snapshots;

/// <summary>An isolated address space: a virtual network. The slot's index is the network id of the data plane.</summary>
/// <param name="Mtu">Of every port in it, bytes, 1500 unless an underlay is smaller.</param>
public sealed record NetworkEntry(
    Slot Slot,
    Guid Subscription,
    string Name,
    ImmutableArray<Ipv4Prefix> AddressSpace,
    ImmutableArray<Ipv4Prefix> Subnets,
    int Mtu)
{
    /// <summary>
    /// What IPv6 addresses begin with, at most 96 bits; the last 32 are those of the IPv4 address. Null: the network has none.
    /// </summary>
    public IpPrefix? Ipv6 { get; init; }

    /// <summary>Slot indexes of the networks that it is joined to without a tunnel; each of them names this one, too.</summary>
    public ImmutableArray<uint> Peers { get; init; } = [];
}
