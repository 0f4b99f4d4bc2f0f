namespace Ilb.Cmdlets;

/// <summary>An internal load balancer of a deployment.</summary>
public sealed class InternalLoadBalancerContext : ManagementOperationContext
{
    public string? InternalLoadBalancerName { get; set; }

    public string? ServiceName { get; set; }

    public string? DeploymentName { get; set; }

    public string? SubnetName { get; set; }

    /// <summary>Empty until it is allocated.</summary>
    public string? IPAddress { get; set; }

    /// <summary>In a network with IPv6; otherwise null.</summary>
    public string? Ipv6Address { get; set; }

    /// <summary>Members may call the sets they belong to.</summary>
    public bool AllowLoopback { get; set; }
}
