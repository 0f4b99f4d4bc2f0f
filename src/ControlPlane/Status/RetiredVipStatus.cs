namespace Ilb.ControlPlane.Status;

/// <summary>An address that an internal load balancer had before.</summary>
/// <param name="Until">When the connections that are left end.</param>
/// <param name="Flows">How many are left; null while no agent tells.</param>
public sealed record RetiredVipStatus(string Address, DateTimeOffset Until, int? Flows);
