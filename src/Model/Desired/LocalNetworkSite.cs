using System.Collections.Immutable;
using System.Net;
using Ilb.Model.Addressing;

namespace Ilb.Model.Desired;

/// <summary>A network beyond a gateway: on premises, or another virtual network.</summary>
/// <param name="GatewayAddress">Where its own gateway is, outside; null while that is not known, and then no tunnel goes there.</param>
public sealed record LocalNetworkSite(string Name, ImmutableArray<Ipv4Prefix> AddressSpace, IPAddress? GatewayAddress)
{
    public override string ToString() => $"{Name} {string.Join(", ", AddressSpace)}";
}
