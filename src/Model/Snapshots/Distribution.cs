namespace Ilb.Model.Snapshots;

/// <summary>Which parts of a packet choose the backend (the API's LoadBalancerDistribution).</summary>
public enum Distribution
{
    /// <summary>Source and destination address and L4 port, protocol ("none").</summary>
    FiveTuple,

    /// <summary>Source and destination address, protocol ("sourceIPProtocol").</summary>
    SourceIpProtocol,

    /// <summary>Source and destination address ("sourceIP").</summary>
    SourceIp,
}
