using System.Linq;
using System.Management.Automation;
using System.Net;
using Ilb.Contracts;

namespace Ilb.Cmdlets;

/// <summary>Changes where an internal load balancer gets its address, and whether its members may call it.</summary>
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
    [PlainAddress]
    public IPAddress? StaticVNetIPAddress { get; set; }

    /// <summary>Members may call the sets they belong to: another member sees their address, they themselves see the VIP's.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public SwitchParameter AllowLoopback { get; set; }

    protected override void Execute()
    {
        if (!ShouldProcess(ServiceName, $"Set-AzureInternalLoadBalancer {InternalLoadBalancerName}")) return;
        var deployment = this.GetDeployment(ServiceName!);
        var balancer = LoadBalancers.Private(InternalLoadBalancerName, SubnetName, StaticVNetIPAddress?.ToString(), Loopback);
        if (SubnetName is null && Loopback is not null)
            balancer.FrontendIpConfiguration = FrontendOf(deployment) ?? balancer.FrontendIpConfiguration;
        WriteObject(Run(
            $"Changing {InternalLoadBalancerName}",
            (client, cancel) => client.UpdateLoadBalancerAsync(ServiceName!, deployment.Name!, balancer, cancel)));
    }

    private bool? Loopback => MyInvocation.BoundParameters.ContainsKey(nameof(AllowLoopback)) ? AllowLoopback.IsPresent : null;

    /// <summary>Where only the option changes, the address stays.</summary>
    private FrontendIpConfiguration? FrontendOf(Deployment deployment) => (deployment.LoadBalancers ?? [])
        .FirstOrDefault(balancer => Names.Same(balancer.Name, InternalLoadBalancerName))?.FrontendIpConfiguration;
}
