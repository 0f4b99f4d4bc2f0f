using System.Management.Automation;
using Ilb.Contracts;

namespace Ilb.Cmdlets;

/// <summary>Adds an endpoint to the configuration of a machine; Update-AzureVM sends it.</summary>
[Cmdlet(VerbsCommon.Add, "AzureEndpoint", DefaultParameterSetName = "NoLB")]
[OutputType(typeof(IPersistentVM))]
public sealed class AddAzureEndpoint : MachineCmdlet
{
    [Parameter(Mandatory = true, Position = 0)]
    public string? Name { get; set; }

    [Parameter(Mandatory = true, Position = 1)]
    [ValidateSet("tcp", "udp", IgnoreCase = true)]
    public string? Protocol { get; set; }

    [Parameter(Mandatory = true, Position = 2)]
    public int LocalPort { get; set; }

    [Parameter]
    public int? PublicPort { get; set; }

    [Parameter]
    public bool? DirectServerReturn { get; set; }

    [Parameter]
    public NetworkAclObject? ACL { get; set; }

    [Parameter(ParameterSetName = "LBNoProbe", Mandatory = true)]
    [Parameter(ParameterSetName = "LBDefaultProbe", Mandatory = true)]
    [Parameter(ParameterSetName = "LBCustomProbe", Mandatory = true)]
    [Alias("LoadBalancedEndpointSetName")]
    [ArgumentCompleter(typeof(LoadBalancedSetNames))]
    public string? LBSetName { get; set; }

    [Parameter(ParameterSetName = "LBNoProbe", Mandatory = true)]
    public SwitchParameter NoProbe { get; set; }

    [Parameter(ParameterSetName = "LBDefaultProbe", Mandatory = true)]
    public SwitchParameter DefaultProbe { get; set; }

    [Parameter(ParameterSetName = "LBCustomProbe", Mandatory = true)]
    public int ProbePort { get; set; }

    [Parameter(ParameterSetName = "LBCustomProbe", Mandatory = true)]
    [ValidateSet("tcp", "http", IgnoreCase = true)]
    public string? ProbeProtocol { get; set; }

    [Parameter(ParameterSetName = "LBCustomProbe")]
    public string? ProbePath { get; set; }

    [Parameter(ParameterSetName = "LBCustomProbe")]
    [ValidateNotNull]
    public int? ProbeIntervalInSeconds { get; set; }

    [Parameter(ParameterSetName = "LBCustomProbe")]
    [ValidateNotNull]
    public int? ProbeTimeoutInSeconds { get; set; }

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
        if (Machine.FindEndpoint(Name!) is not null)
        {
            ThrowTerminatingError(ErrorRecords.Invalid(
                "EndpointExists",
                $"An endpoint named '{Name}' has already been defined for this VM. Specify a different endpoint name or use Set-AzureEndpoint.",
                Name));
        }

        Machine.Endpoints.Add(new InputEndpoint
        {
            LoadBalancedEndpointSetName = LBSetName,
            LocalPort = LocalPort,
            Name = Name,
            Port = PublicPort,
            LoadBalancerProbe = Probe(),
            Protocol = Protocol,
            EnableDirectServerReturn = DirectServerReturn,
            LoadBalancerName = InternalLoadBalancerName,
            EndpointAcl = ACL?.ToContract(),
            IdleTimeoutInMinutes = IdleTimeoutInMinutes,
            LoadBalancerDistribution = LoadBalancerDistribution,
            EnableTcpReset = EnableTcpReset,
            UdpIdleTimeoutInSeconds = UdpIdleTimeoutInSeconds,
            Weight = Weight,
            Backup = Backup,
        });
        WriteObject(VM);
    }

    private LoadBalancerProbe? Probe() => ParameterSetName switch
    {
        "LBDefaultProbe" => new LoadBalancerProbe { Protocol = "tcp", Port = LocalPort },
        "LBCustomProbe" => CustomProbe(),
        _ => null,
    };

    private LoadBalancerProbe CustomProbe()
    {
        Ports.Check(this, ProbePort);
        Ports.CheckProbe(this, ProbeProtocol, ProbePath);
        return new LoadBalancerProbe
        {
            Path = ProbePath,
            Port = ProbePort,
            Protocol = ProbeProtocol,
            IntervalInSeconds = ProbeIntervalInSeconds,
            TimeoutInSeconds = ProbeTimeoutInSeconds,
        };
    }
}
