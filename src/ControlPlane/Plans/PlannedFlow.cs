using Ilb.ControlPlane.Status;

namespace Ilb.ControlPlane.Plans;

/// <summary>One of them.</summary>
public sealed record PlannedFlow(string Fate, string? Why, FlowLine Flow);
