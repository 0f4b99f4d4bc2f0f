namespace Ilb.Cmdlets;

/// <summary>An internal load balancer to be made with a deployment.</summary>
public sealed class InternalLoadBalancerConfig
{
    public string? InternalLoadBalancerName { get; set; }

    public string? SubnetName { get; set; }

    public string? IPAddress { get; set; }

    /// <summary>Members may call the sets they belong to.</summary>
    public bool AllowLoopback { get; set; }
}
