namespace Ilb.ControlPlane.Plans;

/// <summary>An address that somebody gets or gives back.</summary>
/// <param name="IsTaken">Else it is freed.</param>
/// <param name="Network">"VNetUSWest", or "the outside".</param>
/// <param name="Holder">"machine MyWebsite1/web1".</param>
public sealed record PlannedAddress(bool IsTaken, string Address, string Network, string Holder);
