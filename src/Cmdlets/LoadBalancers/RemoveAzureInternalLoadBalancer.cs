using System.Linq;
using System.Management.Automation;

namespace Ilb.Cmdlets;

/// <summary>Removes the internal load balancer of a cloud service.</summary>
[Cmdlet(VerbsCommon.Remove, "AzureInternalLoadBalancer", SupportsShouldProcess = true)]
[OutputType(typeof(ManagementOperationContext))]
public sealed class RemoveAzureInternalLoadBalancer : ServiceCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ServiceNames))]
    public string? ServiceName { get; set; }

    /// <summary>ilb's own: load-balanced sets that may be left with fewer members than their MinimumHealthyMembers.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(LoadBalancedSetNames))]
    public string[]? EmptySet { get; set; }

    private protected override string[]? Emptying => EmptySet;

    protected override void Execute()
    {
        var deployment = this.GetDeployment(ServiceName!);
        foreach (var balancer in (deployment.LoadBalancers ?? []).Where(LoadBalancers.IsPrivate))
        {
            if (!ShouldProcess(ServiceName, $"Remove-AzureInternalLoadBalancer {balancer.Name}")) continue;
            WriteObject(Run(
                $"Removing {balancer.Name}",
                (client, cancel) => client.DeleteLoadBalancerAsync(ServiceName!, deployment.Name!, balancer.Name!, cancel)));
        }
    }
}
