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
    [PlainAddress]
    public IPAddress? StaticVNetIPAddress { get; set; }

    /// <summary>Members may call the sets they belong to: another member sees their address, they themselves see the VIP's.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public SwitchParameter AllowLoopback { get; set; }

    protected override void ProcessRecord() => WriteObject(new InternalLoadBalancerConfig
    {
        InternalLoadBalancerName = InternalLoadBalancerName,
        SubnetName = SubnetName,
        IPAddress = StaticVNetIPAddress?.ToString(),
        AllowLoopback = AllowLoopback,
    });
}
