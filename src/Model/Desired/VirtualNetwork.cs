using System.Collections.Immutable;
using Ilb.Model.Addressing;

namespace Ilb.Model.Desired;

/// <summary>An isolated IPv4 address space; regional (has a location) or bound to an affinity group, never both.</summary>
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
    /// <summary>Only regional networks take an internal load balancer.</summary>
    public bool IsRegional => AffinityGroup is null;

    public Subnet? Subnet(string? name) => Subnets.FirstOrDefault(s => Named.Same(s.Name, name));

    public override string ToString() => $"{Name} {string.Join(", ", AddressSpace)}";
}
