using Ilb.Model.Addressing;

namespace Ilb.Model.Desired;

/// <summary>
/// The address space of a cloud service whose deployments are in no virtual network. Every such service has a network of its own,
/// so all of them use the same prefix, out of the shared address space 100.64.0.0/10 (RFC 6598).
/// </summary>
public static class PrivateNetwork
{
    public static Ipv4Prefix Prefix { get; } = Ipv4Prefix.Parse("100.64.0.0/16");
}
