namespace Ilb.Model.Desired;

/// <summary>What the operator wants of a machine.</summary>
public enum Power
{
    Started,

    /// <summary>No process, the port stays (stay provisioned).</summary>
    Stopped,

    /// <summary>No process and no port; the address stays with the machine.</summary>
    StoppedDeallocated,
}
