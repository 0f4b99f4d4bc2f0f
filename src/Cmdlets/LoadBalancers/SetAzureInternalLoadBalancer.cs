using System.Management.Automation;
using System.Net;

namespace Ilb.Cmdlets;

/// <summary>Changes where an internal load balancer gets its address.</summary>
[Cmdlet(VerbsCommon.Set, "AzureInternalLoadBalancer", DefaultParameterSetName = "ServiceAndSlot", SupportsShouldProcess = true)]
[OutputType(typeof(ManagementOperationContext))]
public sealed class SetAzureInternalLoadBalancer : ServiceCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(LoadBalancerNames))]
    public string? InternalLoadBalancerName { get; set; }

    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ServiceNames))]
    public string? ServiceName { get; set; }

    [Parameter(ParameterSetName = "SubnetNameOnly", Mandatory = true, Position = 2, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = "SubnetNameAndIP", Mandatory = true, Position = 2, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(SubnetNames))]
    public string? SubnetName { get; set; }

    [Parameter(ParameterSetName = "SubnetNameAndIP", Mandatory = true, Position = 3, ValueFromPipelineByPropertyName = true)]
    public IPAddress? StaticVNetIPAddress { get; set; }

    protected override void Execute()
    {
        if (!ShouldProcess(ServiceName, $"Set-AzureInternalLoadBalancer {InternalLoadBalancerName}")) return;
        var deployment = this.DeploymentName(ServiceName!);
        var balancer = LoadBalancers.Private(InternalLoadBalancerName, SubnetName, StaticVNetIPAddress?.ToString());
        WriteObject(Run(
            $"Changing {InternalLoadBalancerName}", (client, cancel) => client.UpdateLoadBalancerAsync(ServiceName!, deployment, balancer, cancel)));
    }
}
