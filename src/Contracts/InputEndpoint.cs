using Ilb.Contracts.Xml;

namespace Ilb.Contracts;

/// <summary>An endpoint of a machine. In a load-balanced set an absent element is inherited from the set.</summary>
public sealed class InputEndpoint
{
    public string? LoadBalancedEndpointSetName { get; set; }

    public int? LocalPort { get; set; }

    public string? Name { get; set; }

    /// <summary>The public port.</summary>
    public int? Port { get; set; }

    public LoadBalancerProbe? LoadBalancerProbe { get; set; }

    /// <summary>tcp or udp.</summary>
    public string? Protocol { get; set; }

    public string? Vip { get; set; }

    public bool? EnableDirectServerReturn { get; set; }

    /// <summary>The internal load balancer; absent for the public address.</summary>
    public string? LoadBalancerName { get; set; }

    public EndpointAcl? EndpointAcl { get; set; }

    /// <summary>4 to 30.</summary>
    public int? IdleTimeoutInMinutes { get; set; }

    /// <summary>sourceIP, sourceIPProtocol or none.</summary>
    public string? LoadBalancerDistribution { get; set; }

    public string? VirtualIPName { get; set; }

    /// <summary>ilb's own: both sides of a TCP connection that was idle for too long are reset.</summary>
    public bool? EnableTcpReset { get; set; }

    /// <summary>ilb's own, 10 to 1800: of UDP, which IdleTimeoutInMinutes is not about.</summary>
    public int? UdpIdleTimeoutInSeconds { get; set; }

    /// <summary>ilb's own, 0 to 256: the machine's share of new connections to its set, relative to the other members. 1 unless given.</summary>
    public int? Weight { get; set; }

    /// <summary>ilb's own: the machine takes new connections only while no member takes any that is no backup.</summary>
    public bool? Backup { get; set; }

    /// <summary>ilb's own: refuse, drop, allMembers or lastGood; what becomes of new connections while no member takes any. refuse unless given.</summary>
    public string? WhenAllDown { get; set; }

    /// <summary>ilb's own: what would leave fewer members that take connections is refused, unless the request names the set. 0, off, unless given.</summary>
    public int? MinimumHealthyMembers { get; set; }

    /// <summary>ilb's own: 0 to 2700: a member that goes down again and again is held back, and after so many seconds half of its penalty is forgotten. 0, off, unless given.</summary>
    public int? FlapHalfLifeInSeconds { get; set; }

    /// <summary>ilb's own: 0 to 3600: so long the share of a member that comes up grows to its weight. 0, off, unless given.</summary>
    public int? SlowStartInSeconds { get; set; }

    /// <summary>ilb's own: 0 to 43200: a client goes on to the member that its last connection went to, if that was at most so long ago. 0, off, unless given.</summary>
    public int? AffinityTimeoutInSeconds { get; set; }

    internal static readonly Shape<InputEndpoint> Shape = new Shape<InputEndpoint>()
        .Text(d => d.LoadBalancedEndpointSetName)
        .Number(d => d.LocalPort)
        .Text(d => d.Name)
        .Number(d => d.Port)
        .Node(d => d.LoadBalancerProbe, LoadBalancerProbe.Shape)
        .Text(d => d.Protocol)
        .Text(d => d.Vip)
        .Flag(d => d.EnableDirectServerReturn)
        .Text(d => d.LoadBalancerName)
        .Node(d => d.EndpointAcl, EndpointAcl.Shape, alias: "EndpointACL")
        .OrBefore()
        .Number(d => d.IdleTimeoutInMinutes)
        .Text(d => d.LoadBalancerDistribution)
        .Text(d => d.VirtualIPName)
        .Flag(d => d.EnableTcpReset)
        .Number(d => d.UdpIdleTimeoutInSeconds)
        .Number(d => d.Weight)
        .Flag(d => d.Backup)
        .Text(d => d.WhenAllDown)
        .Number(d => d.AffinityTimeoutInSeconds)
        .Number(d => d.SlowStartInSeconds)
        .Number(d => d.FlapHalfLifeInSeconds)
        .Number(d => d.MinimumHealthyMembers);
}
