using System.Management.Automation;

namespace Ilb.Cmdlets;

/// <summary>Changes an endpoint in the configuration of a machine; what is not given stays.</summary>
[Cmdlet(VerbsCommon.Set, "AzureEndpoint")]
[OutputType(typeof(IPersistentVM))]
public sealed class SetAzureEndpoint : MachineCmdlet
{
    [Parameter(Mandatory = true, Position = 0)]
    public string? Name { get; set; }

    [Parameter(Position = 1)]
    [ValidateSet("tcp", "udp", IgnoreCase = true)]
    public string? Protocol { get; set; }

    [Parameter(Position = 2)]
    public int? LocalPort { get; set; }

    [Parameter]
    public int? PublicPort { get; set; }

    [Parameter]
    [ValidateNotNull]
    public bool? DirectServerReturn { get; set; }

    [Parameter]
    [ValidateNotNull]
    public NetworkAclObject? ACL { get; set; }

    [Parameter]
    [ArgumentCompleter(typeof(LoadBalancerNames))]
    public string? InternalLoadBalancerName { get; set; }

    [Parameter]
    public int? IdleTimeoutInMinutes { get; set; }

    /// <summary>ilb's own: reset both sides of a TCP connection that is idle for too long.</summary>
    [Parameter]
    public bool? EnableTcpReset { get; set; }

    /// <summary>ilb's own: of UDP, which IdleTimeoutInMinutes is not about.</summary>
    [Parameter]
    public int? UdpIdleTimeoutInSeconds { get; set; }

    /// <summary>ilb's own: the machine's share of new connections to its set, relative to the other members.</summary>
    [Parameter]
    [ValidateRange(0, 256)]
    public int? Weight { get; set; }

    /// <summary>ilb's own: the machine takes new connections only while no other member can.</summary>
    [Parameter]
    public bool? Backup { get; set; }

    [Parameter]
    [ValidateSet("sourceIP", "sourceIPProtocol", "none", IgnoreCase = true)]
    public string? LoadBalancerDistribution { get; set; }

    protected override void ProcessRecord()
    {
        Ports.Check(this, LocalPort, PublicPort);
        var endpoint = RequireEndpoint(Name!);
        endpoint.Protocol = Protocol ?? endpoint.Protocol;
        endpoint.LocalPort = LocalPort ?? endpoint.LocalPort;
        endpoint.Port = PublicPort ?? endpoint.Port;
        endpoint.EnableDirectServerReturn = DirectServerReturn ?? endpoint.EnableDirectServerReturn;
        endpoint.EndpointAcl = ACL?.ToContract() ?? endpoint.EndpointAcl;
        endpoint.LoadBalancerName = InternalLoadBalancerName ?? endpoint.LoadBalancerName;
        endpoint.IdleTimeoutInMinutes = IdleTimeoutInMinutes ?? endpoint.IdleTimeoutInMinutes;
        endpoint.LoadBalancerDistribution = LoadBalancerDistribution ?? endpoint.LoadBalancerDistribution;
        endpoint.EnableTcpReset = EnableTcpReset ?? endpoint.EnableTcpReset;
        endpoint.UdpIdleTimeoutInSeconds = UdpIdleTimeoutInSeconds ?? endpoint.UdpIdleTimeoutInSeconds;
        endpoint.Weight = Weight ?? endpoint.Weight;
        endpoint.Backup = Backup ?? endpoint.Backup;
        WriteObject(VM);
    }
}
