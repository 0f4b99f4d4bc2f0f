using Ilb.Model.Snapshots;

namespace Ilb.ControlPlane.Operations;

/// <summary>What an operation waits for at one machine.</summary>
/// <param name="Port">The machine's port, so that a later machine of the same name is not mistaken for it.</param>
/// <param name="Steps">Still to come, the first one is worked on; more than one for a restart.</param>
public sealed record MachineGoal(string Service, string Machine, Slot Port, IReadOnlyList<GoalStep> Steps)
{
    public override string ToString() => $"{Service}/{Machine}: {string.Join(", ", Steps)}";
}
