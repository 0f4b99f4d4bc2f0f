using System.Linq;
using System.Management.Automation;

namespace Ilb.Cmdlets;

/// <summary>Shows the internal load balancer of a cloud service.</summary>
[Cmdlet(VerbsCommon.Get, "AzureInternalLoadBalancer")]
[OutputType(typeof(InternalLoadBalancerContext))]
public sealed class GetAzureInternalLoadBalancer : ServiceCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ServiceNames))]
    public string? ServiceName { get; set; }

    protected override void Execute()
    {
        var deployment = this.GetDeployment(ServiceName!);
        foreach (var balancer in (deployment.LoadBalancers ?? []).Where(LoadBalancers.IsPrivate))
            WriteObject(Describe(new InternalLoadBalancerContext
            {
                InternalLoadBalancerName = balancer.Name,
                ServiceName = ServiceName,
                DeploymentName = deployment.Name,
                SubnetName = balancer.FrontendIpConfiguration?.SubnetName,
                IPAddress = deployment.AddressOf(balancer),
                Ipv6Address = deployment.Ipv6AddressOf(balancer),
                AllowLoopback = balancer.AllowLoopback ?? false,
            }));
    }
}
