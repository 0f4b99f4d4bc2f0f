namespace Ilb.ControlPlane.Health;

/// <summary>The state of a backend as status shows it.</summary>
public enum HealthState
{
    /// <summary>Takes new flows.</summary>
    Up,

    /// <summary>Takes none; its established TCP flows stay.</summary>
    Down,

    /// <summary>It answers its probe, but went down too often: it takes new flows again after a while, or while nobody else can.</summary>
    Damped,

    /// <summary>Its operator stopped the machine or took it out; its flows may end.</summary>
    Draining,

    /// <summary>Its operator stopped the machine.</summary>
    Stopped,
}
