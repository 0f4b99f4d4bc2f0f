namespace Ilb.ControlPlane.Operations;

/// <summary>One thing to see of a machine.</summary>
public enum GoalStep
{
    /// <summary>Its process runs.</summary>
    Running,

    /// <summary>Its flows had their time to end and its process has ended.</summary>
    Stopped,
}
