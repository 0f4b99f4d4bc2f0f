using System.Management.Automation;
using System.Net;

namespace Ilb.Cmdlets;

/// <summary>Describes an internal load balancer for New-AzureVM.</summary>
[Cmdlet(VerbsCommon.New, "AzureInternalLoadBalancerConfig", DefaultParameterSetName = "ServiceAndSlot")]
[OutputType(typeof(InternalLoadBalancerConfig))]
public sealed class NewAzureInternalLoadBalancerConfig : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    public string? InternalLoadBalancerName { get; set; }

    [Parameter(ParameterSetName = "SubnetNameOnly", Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = "SubnetNameAndIP", Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(SubnetNames))]
    public string? SubnetName { get; set; }

    [Parameter(ParameterSetName = "SubnetNameAndIP", Mandatory = true, Position = 2, ValueFromPipelineByPropertyName = true)]
    public IPAddress? StaticVNetIPAddress { get; set; }

    protected override void ProcessRecord() => WriteObject(new InternalLoadBalancerConfig
    {
        InternalLoadBalancerName = InternalLoadBalancerName,
        SubnetName = SubnetName,
        IPAddress = StaticVNetIPAddress?.ToString(),
    });
}
