using System.Collections.Immutable;
using Ilb.Model.Addressing;

namespace Ilb.Model.Desired;

/// <summary>An isolated address space; regional (has a location) or bound to an affinity group, never both.</summary>
/// <param name="Id">Stays the same as long as the name does.</param>
public sealed record VirtualNetwork(
    Guid Id,
    string Name,
    string? Location,
    string? AffinityGroup,
    ImmutableArray<Ipv4Prefix> AddressSpace,
    ImmutableArray<Subnet> Subnets,
    ImmutableArray<string> DnsServers)
{
    /// <summary>
    /// What IPv6 addresses in it begin with, at most 96 bits: whatever has an IPv4 address has that one behind this as well. Null: it
    /// is a network of IPv4 alone.
    /// </summary>
    public IpPrefix? Ipv6 { get; init; }

    /// <summary>Only regional networks take an internal load balancer.</summary>
    public bool IsRegional => AffinityGroup is null;

    /// <summary>Names of the local network sites that its gateway connects it to.</summary>
    public ImmutableArray<string> Sites { get; init; } = [];

    /// <summary>Its sites reach each other through its gateway.</summary>
    public bool IsTransit { get; init; }

    /// <summary>Names of the virtual networks that it says it is joined to; it is also joined to those that say so of it.</summary>
    public ImmutableArray<string> Peers { get; init; } = [];

    /// <summary>What the configuration calls the gateway's size; returned and not used.</summary>
    public string? GatewayProfile { get; init; }

    /// <summary>Null until it is created; the network configuration alone makes none.</summary>
    public Gateway? Gateway { get; init; }

    /// <summary>Where machines and VIPs may be.</summary>
    public IEnumerable<Subnet> MachineSubnets => Subnets.Where(s => !s.IsForGateway);

    public Subnet? Subnet(string? name) => Subnets.FirstOrDefault(s => Named.Same(s.Name, name));

    public IEnumerable<IpPrefix> WholeSpace => [.. AddressSpace.Select(IpPrefix.FromIpv4Prefix), .. Ipv6 is { } ipv6 ? [ipv6] : Array.Empty<IpPrefix>()];

    public override string ToString() => $"{Name} {string.Join(", ", WholeSpace)}";
}
