namespace Ilb.ControlPlane.Status;

/// <summary>A gateway.</summary>
/// <param name="Network">The virtual network that it connects.</param>
/// <param name="Address">Inside.</param>
/// <param name="PublicAddress">Outside: what the sites' gateways connect to.</param>
/// <param name="Node">Where it runs.</param>
/// <param name="Encryption">What encrypts its packets, "kernel" or "userspace"; null while no agent tells.</param>
public sealed record GatewayStatus(string Network, string Address, string PublicAddress, int Node, string? Encryption, IReadOnlyList<TunnelStatus> Tunnels)
{
    /// <summary>Its sites reach each other through it.</summary>
    public bool IsTransit { get; init; }
}
