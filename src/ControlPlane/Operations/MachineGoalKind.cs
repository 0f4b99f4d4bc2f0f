namespace Ilb.ControlPlane.Operations;

/// <summary>What is to be seen of a machine.</summary>
public enum MachineGoalKind
{
    /// <summary>Its process runs, or it waits to be attached.</summary>
    Running,

    /// <summary>Its process runs and was started after the operation.</summary>
    Restarted,

    /// <summary>Its flows had their time to end and its process has ended.</summary>
    Stopped,

    /// <summary>Its port leads to what it is attached to.</summary>
    Attached,

    /// <summary>What it was attached to is free.</summary>
    Detached,
}
