using System.Linq;
using System.Management.Automation;
using Ilb.Contracts;

namespace Ilb.Cmdlets;

/// <summary>Changes a load-balanced set on all of its machines; what is not given stays.</summary>
[Cmdlet(VerbsCommon.Set, "AzureLoadBalancedEndpoint", DefaultParameterSetName = "DefaultProbe", SupportsShouldProcess = true)]
[OutputType(typeof(ManagementOperationContext))]
public sealed class SetAzureLoadBalancedEndpoint : ServiceCmdlet
{
    [Parameter(Mandatory = true)]
    [ArgumentCompleter(typeof(LoadBalancedSetNames))]
    public string? LBSetName { get; set; }

    [Parameter]
    [ValidateSet("TCP", "UDP", IgnoreCase = true)]
    public string? Protocol { get; set; }

    [Parameter]
    public int? LocalPort { get; set; }

    [Parameter]
    public int? PublicPort { get; set; }

    [Parameter]
    public bool? DirectServerReturn { get; set; }

    [Parameter]
    [ValidateNotNull]
    public NetworkAclObject? ACL { get; set; }

    [Parameter(ParameterSetName = "TCPProbe", Mandatory = true)]
    public SwitchParameter ProbeProtocolTCP { get; set; }

    [Parameter(ParameterSetName = "HTTPProbe", Mandatory = true)]
    public SwitchParameter ProbeProtocolHTTP { get; set; }

    [Parameter(ParameterSetName = "HTTPProbe", Mandatory = true)]
    public string? ProbePath { get; set; }

    [Parameter(ParameterSetName = "TCPProbe")]
    [Parameter(ParameterSetName = "HTTPProbe")]
    public int? ProbePort { get; set; }

    [Parameter(ParameterSetName = "TCPProbe")]
    [Parameter(ParameterSetName = "HTTPProbe")]
    public int? ProbeIntervalInSeconds { get; set; }

    [Parameter(ParameterSetName = "TCPProbe")]
    [Parameter(ParameterSetName = "HTTPProbe")]
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

    [Parameter]
    [ValidateSet("sourceIP", "sourceIPProtocol", "none", IgnoreCase = true)]
    public string? LoadBalancerDistribution { get; set; }

    /// <summary>ilb's own: what becomes of new connections while no member takes any.</summary>
    [Parameter]
    [ValidateSet("refuse", "drop", "allMembers", "lastGood", IgnoreCase = true)]
    public string? WhenAllDown { get; set; }

    /// <summary>ilb's own: what would leave fewer members that take connections is refused, unless -EmptySet names the set.</summary>
    [Parameter]
    [ValidateRange(0, 50)]
    public int? MinimumHealthyMembers { get; set; }

    /// <summary>ilb's own: after how many seconds half of the penalty is forgotten for which a member is held back that goes down again and again.</summary>
    [Parameter]
    [ValidateRange(0, 2700)]
    public int? FlapHalfLifeInSeconds { get; set; }

    /// <summary>ilb's own: so long the share of a member that comes up grows to its weight.</summary>
    [Parameter]
    [ValidateRange(0, 3600)]
    public int? SlowStartInSeconds { get; set; }

    /// <summary>ilb's own: so long after its last new connection a client goes on to the same member.</summary>
    [Parameter]
    [ValidateRange(0, 43200)]
    public int? AffinityTimeoutInSeconds { get; set; }

    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ServiceNames))]
    public string? ServiceName { get; set; }

    protected override void Execute()
    {
        Ports.Check(this, LocalPort, PublicPort, ProbePort);
        if (!ShouldProcess($"{ServiceName}/{LBSetName}", "Set-AzureLoadBalancedEndpoint")) return;
        var deployment = this.GetDeployment(ServiceName!);
        var endpoint = Member(deployment);
        Change(endpoint);
        var sets = new LoadBalancedEndpointList { InputEndpoints = [endpoint] };
        WriteObject(Run(
            $"Changing {LBSetName}", (client, cancel) => client.UpdateLoadBalancedSetAsync(ServiceName!, deployment.Name!, sets, cancel)));
    }

    /// <summary>Any endpoint of the set: its members agree.</summary>
    private InputEndpoint Member(Deployment deployment)
    {
        var member = (deployment.RoleList ?? [])
            .SelectMany(r => r.ConfigurationSets ?? [])
            .SelectMany(s => s.InputEndpoints ?? [])
            .FirstOrDefault(e => Names.Same(e.LoadBalancedEndpointSetName, LBSetName));
        if (member is not null) return member;
        ThrowTerminatingError(ErrorRecords.Invalid(
            "LoadBalancedSetNotFound", $"An endpoint cannot be found with the given load balancer set name '{LBSetName}'.", LBSetName));
        throw new PipelineStoppedException();
    }

    private void Change(InputEndpoint endpoint)
    {
        endpoint.Vip = null;
        endpoint.Protocol = Protocol ?? endpoint.Protocol;
        endpoint.LocalPort = LocalPort ?? endpoint.LocalPort;
        endpoint.Port = PublicPort ?? endpoint.Port;
        endpoint.EnableDirectServerReturn = DirectServerReturn ?? endpoint.EnableDirectServerReturn;
        endpoint.EndpointAcl = ACL?.ToContract() ?? endpoint.EndpointAcl;
        // Absent means: as before.
        endpoint.LoadBalancerName = InternalLoadBalancerName;
        endpoint.IdleTimeoutInMinutes = IdleTimeoutInMinutes ?? endpoint.IdleTimeoutInMinutes;
        endpoint.LoadBalancerDistribution = LoadBalancerDistribution ?? endpoint.LoadBalancerDistribution;
        endpoint.EnableTcpReset = EnableTcpReset ?? endpoint.EnableTcpReset;
        endpoint.UdpIdleTimeoutInSeconds = UdpIdleTimeoutInSeconds ?? endpoint.UdpIdleTimeoutInSeconds;
        endpoint.WhenAllDown = WhenAllDown ?? endpoint.WhenAllDown;
        endpoint.AffinityTimeoutInSeconds = AffinityTimeoutInSeconds ?? endpoint.AffinityTimeoutInSeconds;
        endpoint.SlowStartInSeconds = SlowStartInSeconds ?? endpoint.SlowStartInSeconds;
        endpoint.FlapHalfLifeInSeconds = FlapHalfLifeInSeconds ?? endpoint.FlapHalfLifeInSeconds;
        endpoint.MinimumHealthyMembers = MinimumHealthyMembers ?? endpoint.MinimumHealthyMembers;
        // Those of one machine.
        (endpoint.Weight, endpoint.Backup) = (null, null);
        if (ProbeProtocolTCP || ProbeProtocolHTTP) ChangeProbe(endpoint);
    }

    private void ChangeProbe(InputEndpoint endpoint)
    {
        var probe = endpoint.LoadBalancerProbe ??= new LoadBalancerProbe { Port = endpoint.LocalPort };
        probe.Protocol = ProbeProtocolTCP ? "tcp" : "http";
        probe.Path = ProbePath;
        probe.Port = ProbePort ?? probe.Port;
        probe.IntervalInSeconds = ProbeIntervalInSeconds ?? probe.IntervalInSeconds;
        probe.TimeoutInSeconds = ProbeTimeoutInSeconds ?? probe.TimeoutInSeconds;
    }
}
