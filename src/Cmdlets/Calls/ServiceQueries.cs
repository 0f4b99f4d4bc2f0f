using System.Linq;
using System.Management.Automation;
using Ilb.Contracts;

namespace Ilb.Cmdlets;

/// <summary>Questions that several cmdlets ask.</summary>
internal static class ServiceQueries
{
    public const string Production = "Production";

    public static Deployment? FindDeployment(this ServiceCmdlet cmdlet, string service, string slot = Production) =>
        cmdlet.Find((client, cancel) => client.GetDeploymentAsync(service, slot, cancel));

    /// <summary>The production deployment; the service's own error where there is none.</summary>
    public static Deployment GetDeployment(this ServiceCmdlet cmdlet, string service) =>
        cmdlet.Call((client, cancel) => client.GetDeploymentAsync(service, Production, cancel));

    public static string DeploymentName(this ServiceCmdlet cmdlet, string service) => cmdlet.GetDeployment(service).Name!;

    /// <summary>The address of an internal load balancer: static, or allocated and told as a virtual IP of its name.</summary>
    public static string? AddressOf(this Deployment deployment, LoadBalancer balancer) =>
        balancer.FrontendIpConfiguration?.StaticVirtualNetworkIPAddress is { Length: > 0 } address
            ? address
            : deployment.VirtualIPs?.FirstOrDefault(v => Names.Same(v.Name, balancer.Name))?.Address;

    /// <summary>The other virtual IP of its name, in a network with IPv6.</summary>
    public static string? Ipv6AddressOf(this Deployment deployment, LoadBalancer balancer) =>
        deployment.VirtualIPs?.FirstOrDefault(v => Names.Same(v.Name, balancer.Name) && v.Address?.IndexOf(':') >= 0)?.Address;
}
