namespace Ilb.Cmdlets;

/// <summary>An endpoint of a machine.</summary>
public sealed class InputEndpointContext
{
    public string? LBSetName { get; set; }

    public int? LocalPort { get; set; }

    public string? Name { get; set; }

    /// <summary>The public port.</summary>
    public int? Port { get; set; }

    public string? Protocol { get; set; }

    public string? Vip { get; set; }

    public string? ProbePath { get; set; }

    public int? ProbePort { get; set; }

    public string? ProbeProtocol { get; set; }

    public int? ProbeIntervalInSeconds { get; set; }

    public int? ProbeTimeoutInSeconds { get; set; }

    public bool? EnableDirectServerReturn { get; set; }

    public NetworkAclObject? Acl { get; set; }

    public string? InternalLoadBalancerName { get; set; }

    public int? IdleTimeoutInMinutes { get; set; }

    public string? LoadBalancerDistribution { get; set; }

    public bool EnableTcpReset { get; set; }

    /// <summary>Null: as usual.</summary>
    public int? UdpIdleTimeoutInSeconds { get; set; }

    public string? WhenAllDown { get; set; }

    public int MinimumHealthyMembers { get; set; }

    public int FlapHalfLifeInSeconds { get; set; }

    public int SlowStartInSeconds { get; set; }

    public int AffinityTimeoutInSeconds { get; set; }

    /// <summary>The machine's own, as <see cref="Backup"/>; all else is its set's.</summary>
    public int Weight { get; set; }

    public bool Backup { get; set; }
}
