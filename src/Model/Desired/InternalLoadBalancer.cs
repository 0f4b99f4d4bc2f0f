using System.Collections.Immutable;
using System.Net;

namespace Ilb.Model.Desired;

/// <summary>The private front-end address of a deployment.</summary>
/// <param name="Subnet">Name of the subnet of the VIP; null outside a virtual network.</param>
/// <param name="Address">The VIP, given when it was made.</param>
/// <param name="AddressIsStatic">The user asked for just this address.</param>
public sealed record InternalLoadBalancer(string Name, string? Subnet, IPAddress Address, bool AddressIsStatic)
{
    /// <summary>Addresses that it had before and that still have connections, oldest first.</summary>
    public ImmutableArray<RetiredVip> Retired { get; init; } = [];

    /// <summary>Members may call the sets they belong to.</summary>
    public bool AllowsLoopback { get; init; }

    public override string ToString() => $"{Name} {Address}";
}
