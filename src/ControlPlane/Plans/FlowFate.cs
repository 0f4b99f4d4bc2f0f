namespace Ilb.ControlPlane.Plans;

/// <summary>What a change does to a connection that there is.</summary>
internal enum FlowFate
{
    /// <summary>It goes on.</summary>
    Kept,

    /// <summary>UDP only: its next datagram goes to another backend.</summary>
    Moves,

    /// <summary>It has the drain time to end by itself, then it is reset.</summary>
    Drains,

    /// <summary>Its next packet is answered with a reset.</summary>
    Ends,

    /// <summary>As above, since the access list no longer permits its client.</summary>
    Denied,
}
