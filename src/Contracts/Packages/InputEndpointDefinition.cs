using Ilb.Contracts.Xml;

namespace Ilb.Contracts.Packages;

/// <summary>A load-balanced endpoint of all instances of a role.</summary>
public sealed class InputEndpointDefinition
{
    public string? Name { get; set; }

    /// <summary>"http", "https", "tcp" or "udp".</summary>
    public string? Protocol { get; set; }

    public int? Port { get; set; }

    /// <summary>A port, or "*".</summary>
    public string? LocalPort { get; set; }

    public string? Certificate { get; set; }

    public string? IgnoreRoleInstanceStatus { get; set; }

    /// <summary>Name of a probe of the definition.</summary>
    public string? LoadBalancerProbe { get; set; }

    /// <summary>Name of an internal load balancer of the configuration; absent: the public VIP.</summary>
    public string? LoadBalancer { get; set; }

    public string? LoadBalancerDistribution { get; set; }

    public int? IdleTimeoutInMinutes { get; set; }

    internal static readonly Shape<InputEndpointDefinition> Shape = new Shape<InputEndpointDefinition>()
        .Attribute(d => d.Name, "name", required: true)
        .Attribute(d => d.Protocol, "protocol", required: true)
        .NumberAttribute(d => d.Port, "port", required: true)
        .Attribute(d => d.LocalPort, "localPort")
        .Attribute(d => d.Certificate, "certificate")
        .Attribute(d => d.IgnoreRoleInstanceStatus, "ignoreRoleInstanceStatus")
        .Attribute(d => d.LoadBalancerProbe, "loadBalancerProbe")
        .Attribute(d => d.LoadBalancer, "loadBalancer")
        .Attribute(d => d.LoadBalancerDistribution, "loadBalancerDistribution")
        .NumberAttribute(d => d.IdleTimeoutInMinutes, "idleTimeoutInMinutes");
}
