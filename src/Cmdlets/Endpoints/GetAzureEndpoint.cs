using System.Management.Automation;
using Ilb.Contracts;

namespace Ilb.Cmdlets;

/// <summary>Shows the endpoints of a machine.</summary>
[Cmdlet(VerbsCommon.Get, "AzureEndpoint")]
[OutputType(typeof(InputEndpointContext))]
public sealed class GetAzureEndpoint : MachineCmdlet
{
    [Parameter(Position = 0)]
    public string? Name { get; set; }

    protected override void ProcessRecord()
    {
        var endpoints = Name is null ? Machine.Endpoints : [RequireEndpoint(Name)];
        foreach (var endpoint in endpoints) WriteObject(Context(endpoint));
    }

    private static InputEndpointContext Context(InputEndpoint endpoint) => new()
    {
        LBSetName = endpoint.LoadBalancedEndpointSetName,
        LocalPort = endpoint.LocalPort,
        Name = endpoint.Name,
        Port = endpoint.Port,
        Protocol = endpoint.Protocol,
        Vip = endpoint.Vip,
        ProbePath = endpoint.LoadBalancerProbe?.Path,
        ProbePort = endpoint.LoadBalancerProbe?.Port,
        ProbeProtocol = endpoint.LoadBalancerProbe?.Protocol,
        ProbeIntervalInSeconds = endpoint.LoadBalancerProbe?.IntervalInSeconds,
        ProbeTimeoutInSeconds = endpoint.LoadBalancerProbe?.TimeoutInSeconds,
        EnableDirectServerReturn = endpoint.EnableDirectServerReturn,
        Acl = NetworkAclObject.From(endpoint.EndpointAcl),
        InternalLoadBalancerName = endpoint.LoadBalancerName,
        IdleTimeoutInMinutes = endpoint.IdleTimeoutInMinutes,
        LoadBalancerDistribution = endpoint.LoadBalancerDistribution,
        EnableTcpReset = endpoint.EnableTcpReset ?? false,
        UdpIdleTimeoutInSeconds = endpoint.UdpIdleTimeoutInSeconds,
        WhenAllDown = endpoint.WhenAllDown ?? "refuse",
        MinimumHealthyMembers = endpoint.MinimumHealthyMembers ?? 0,
        FlapHalfLifeInSeconds = endpoint.FlapHalfLifeInSeconds ?? 0,
        SlowStartInSeconds = endpoint.SlowStartInSeconds ?? 0,
        AffinityTimeoutInSeconds = endpoint.AffinityTimeoutInSeconds ?? 0,
        Weight = endpoint.Weight ?? 1,
        Backup = endpoint.Backup ?? false,
    };
}
