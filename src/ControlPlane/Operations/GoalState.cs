namespace Ilb.ControlPlane.Operations;

/// <summary>How far a machine is from its goal.</summary>
internal enum GoalState
{
    Pending,
    Reached,

    /// <summary>The machine could not do it; its observation says why.</summary>
    Failed,

    /// <summary>Its operator asked for something else in the meantime.</summary>
    Superseded,

    /// <summary>It was deleted in the meantime.</summary>
    Gone,
}
