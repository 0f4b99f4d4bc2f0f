using Ilb.Model.Addressing;

namespace Ilb.Model.Desired;

/// <summary>A part of a virtual network's address space, /8 to /29.</summary>
public sealed record Subnet(string Name, Ipv4Prefix Prefix)
{
    public override string ToString() => $"{Name} {Prefix}";
}
