using Ilb.Model.Addressing;

namespace Ilb.Model.Desired;

/// <summary>A part of a virtual network's address space, /8 to /29.</summary>
public sealed record Subnet(string Name, Ipv4Prefix Prefix)
{
    /// <summary>The name that makes a subnet the gateway's.</summary>
    public const string GatewayName = "GatewaySubnet";

    /// <summary>Its addresses are the gateway's; no machine gets one.</summary>
    public bool IsForGateway => Named.Same(Name, GatewayName);

    public override string ToString() => $"{Name} {Prefix}";
}
