using System.Management.Automation;
using System.Net;

namespace Ilb.Cmdlets;

/// <summary>Gives the deployment of a cloud service an internal load balancer.</summary>
[Cmdlet(VerbsCommon.Add, "AzureInternalLoadBalancer", DefaultParameterSetName = "ServiceAndSlot", SupportsShouldProcess = true)]
[OutputType(typeof(ManagementOperationContext))]
public sealed class AddAzureInternalLoadBalancer : ServiceCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    public string? InternalLoadBalancerName { get; set; }

    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ServiceNames))]
    public string? ServiceName { get; set; }

    [Parameter(ParameterSetName = "SubnetNameOnly", Mandatory = true, Position = 2, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = "SubnetNameAndIP", Mandatory = true, Position = 2, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(SubnetNames))]
    public string? SubnetName { get; set; }

    [Parameter(ParameterSetName = "SubnetNameAndIP", Mandatory = true, Position = 3, ValueFromPipelineByPropertyName = true)]
    [PlainAddress]
    public IPAddress? StaticVNetIPAddress { get; set; }

    /// <summary>Members may call the sets they belong to: another member sees their address, they themselves see the VIP's.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public SwitchParameter AllowLoopback { get; set; }

    protected override void Execute()
    {
        if (!ShouldProcess(ServiceName, $"Add-AzureInternalLoadBalancer {InternalLoadBalancerName}")) return;
        var deployment = this.DeploymentName(ServiceName!);
        var balancer = LoadBalancers.Private(InternalLoadBalancerName, SubnetName, StaticVNetIPAddress?.ToString(), AllowLoopback ? true : null);
        WriteObject(Run(
            $"Adding {InternalLoadBalancerName}", (client, cancel) => client.AddLoadBalancerAsync(ServiceName!, deployment, balancer, cancel)));
    }
}
