namespace Ilb.ControlPlane.Status;

/// <summary>Two virtual networks that are joined without a tunnel; the one whose configuration says so comes first.</summary>
public sealed record PeeringStatus(string Network, string Peer);
