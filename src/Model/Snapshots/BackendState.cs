namespace Ilb.Model.Snapshots;

/// <summary>The judged state of a backend.</summary>
public enum BackendState
{
    /// <summary>Takes new flows.</summary>
    Up,

    /// <summary>Its probe fails: TCP flows stay, UDP flows move at once, no new ones.</summary>
    Down,

    /// <summary>Its machine is being stopped by the operator: flows stay, no new ones.</summary>
    Draining,
}
