namespace Ilb.ControlPlane.Status;

/// <summary>What `ilb flows` shows.</summary>
/// <param name="Total">How many flows there are of those asked for.</param>
/// <param name="Flows">The one with the latest packet first; no more than asked for.</param>
public sealed record FlowReport(int Total, IReadOnlyList<FlowLine> Flows);
