using Ilb.Model.Snapshots;

namespace Ilb.ControlPlane.Operations;

/// <summary>What an operation waits for at one machine.</summary>
/// <param name="Machine">"MyWebsite1/web1", for messages.</param>
/// <param name="Port">The machine's port, so that a later machine of the same name is not mistaken for it.</param>
public sealed record MachineGoal(string Machine, Slot Port, MachineGoalKind Kind)
{
    public override string ToString() => $"{Machine} {Kind}";
}
