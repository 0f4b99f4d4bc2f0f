namespace Ilb.ControlPlane.Plans;

/// <summary>What becomes of the connections that the kernel knows when it is asked.</summary>
/// <param name="Groups">Every one of them is in one.</param>
/// <param name="Touched">Those that do not simply go on, one by one, as far as there is room.</param>
public sealed record PlannedFlows(int Total, IReadOnlyList<FlowGroup> Groups, IReadOnlyList<PlannedFlow> Touched);
