namespace Ilb.ControlPlane.Status;

/// <summary>Two virtual networks that are joined without a tunnel; the one that names the other comes first, or where both do, the first of the configuration.</summary>
public sealed record PeeringStatus(string Network, string Peer);
