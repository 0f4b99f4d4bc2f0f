namespace Ilb.Model.Snapshots;

/// <summary>The judged state of a backend.</summary>
public enum BackendState
{
    /// <summary>Takes new flows.</summary>
    Up,

    /// <summary>Its probe fails: TCP flows stay, UDP flows move at once, no new ones.</summary>
    Down,

    /// <summary>Its operator stops the machine or took it out, or its VIP moved away: flows stay, no new ones.</summary>
    Draining,

    /// <summary>Its operator took it out and its flows had their time: TCP flows are reset, UDP flows move at once, no new ones.</summary>
    CutOff,
}
