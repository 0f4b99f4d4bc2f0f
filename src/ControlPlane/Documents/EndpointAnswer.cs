using Ilb.Model.Desired;
using Ilb.Model.Snapshots;
using Wire = Ilb.Contracts;

namespace Ilb.ControlPlane.Documents;

internal static class EndpointAnswer
{
    /// <param name="vip">Of its load balancer, or the public one of its deployment.</param>
    public static Wire.InputEndpoint Of(Endpoint endpoint, string? vip) => new()
    {
        LoadBalancedEndpointSetName = endpoint.SetName,
        LocalPort = endpoint.LocalPort,
        Name = endpoint.Name,
        Port = endpoint.PublicPort,
        LoadBalancerProbe = endpoint.Probe is { } probe ? Of(probe) : null,
        Protocol = Word(endpoint.Protocol),
        Vip = vip,
        EnableDirectServerReturn = endpoint.DirectServerReturn,
        LoadBalancerName = endpoint.LoadBalancer,
        EndpointAcl = endpoint.Acl.IsEmpty ? null : new Wire.EndpointAcl { Rules = [.. endpoint.Acl.Select(Of)] },
        IdleTimeoutInMinutes = endpoint.IdleTimeoutMinutes,
        LoadBalancerDistribution = Word(endpoint.Distribution),
        // Only those who use what is ilb's own see it.
        EnableTcpReset = endpoint.ResetsIdle ? true : null,
        UdpIdleTimeoutInSeconds = endpoint.UdpIdleSeconds == Endpoint.DefaultUdpIdleSeconds ? null : endpoint.UdpIdleSeconds,
        Weight = endpoint.Weight == Endpoint.DefaultWeight ? null : endpoint.Weight,
        Backup = endpoint.IsBackup ? true : null,
        WhenAllDown = endpoint.Policy.WhenAllDown == AllDown.Refuse ? null : Word(endpoint.Policy.WhenAllDown),
        AffinityTimeoutInSeconds = IfOn(endpoint.Policy.AffinitySeconds),
        SlowStartInSeconds = IfOn(endpoint.Policy.SlowStartSeconds),
        FlapHalfLifeInSeconds = IfOn(endpoint.Policy.FlapHalfLifeSeconds),
        MinimumHealthyMembers = IfOn(endpoint.Policy.MinimumHealthyMembers),
    };

    public static Wire.InstanceEndpoint InstanceOf(Endpoint endpoint, string? vip) => new()
    {
        Name = endpoint.Name,
        Vip = vip,
        PublicPort = endpoint.PublicPort,
        LocalPort = endpoint.LocalPort,
        Protocol = Word(endpoint.Protocol),
        IdleTimeoutInMinutes = endpoint.IdleTimeoutMinutes,
    };

    private static int? IfOn(int number) => number == 0 ? null : number;

    private static Wire.LoadBalancerProbe Of(Probe probe) => new()
    {
        Path = probe.Path,
        Port = probe.Port,
        Protocol = probe.Protocol == ProbeProtocol.Http ? "http" : "tcp",
        IntervalInSeconds = probe.IntervalSeconds,
        TimeoutInSeconds = probe.TimeoutSeconds,
    };

    private static Wire.AclRule Of(AclRule rule) => new()
    {
        Order = rule.Order,
        Action = rule.Action == AclAction.Deny ? "deny" : "permit",
        RemoteSubnet = rule.RemoteSubnet.ToString(),
        Description = rule.Description,
    };

    public static string Word(Model.Addressing.Protocol protocol) => protocol == Model.Addressing.Protocol.Udp ? "udp" : "tcp";

    public static string Word(AllDown then) => then switch
    {
        AllDown.Drop => "drop",
        AllDown.AllMembers => "allMembers",
        AllDown.LastGood => "lastGood",
        _ => "refuse",
    };

    public static string Word(Distribution distribution) => distribution switch
    {
        Distribution.SourceIp => "sourceIP",
        Distribution.SourceIpProtocol => "sourceIPProtocol",
        _ => "none",
    };
}
