using Ilb.Model.Snapshots;

namespace Ilb.ControlPlane.Plans;

/// <summary>Whether an agent starts the process of a machine anew when one entry follows another.</summary>
internal static class MachineRestarts
{
    /// <summary>A size is left out: it is a matter of the node whether limits are enforced, and only there a restart.</summary>
    public static bool Between(MachineEntry before, MachineEntry after) =>
        after.Power == MachinePower.Running && !after.IsAttached
        && (before.Restarts != after.Restarts
            || !before.Address.Equals(after.Address)
            || (before.Image, before.HostName) != (after.Image, after.HostName)
            || !Same(before.Program, after.Program));

    private static bool Same(RoleProgram? one, RoleProgram? other) => ReferenceEquals(one, other)
        || (one is not null && other is not null && one.Package == other.Package
            && one.Command.SequenceEqual(other.Command) && one.Environment.SequenceEqual(other.Environment));
}
