namespace Ilb.Model.Desired;

/// <summary>What becomes of the UDP flows of a machine that drains.</summary>
public enum DrainUdp
{
    /// <summary>They stay until they fall silent.</summary>
    Keep,

    /// <summary>The next datagram goes to another machine.</summary>
    Move,
}
