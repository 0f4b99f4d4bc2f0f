using Ilb.Declarations.Forms;

namespace Ilb.Declarations.Entries;

/// <summary>What an endpoint is like, be it of one machine or of all members of a set.</summary>
public abstract class EndpointSettings
{
    public string? Protocol { get; set; }

    public int? PublicPort { get; set; }

    public int? LocalPort { get; set; }

    public string? InternalLoadBalancerName { get; set; }

    public Probe? Probe { get; set; }

    public List<AclRule>? Acl { get; set; }

    public bool? DirectServerReturn { get; set; }

    public int? IdleTimeoutInMinutes { get; set; }

    public int? UdpIdleTimeoutInSeconds { get; set; }

    public bool? EnableTcpReset { get; set; }

    public string? LoadBalancerDistribution { get; set; }

    public string? WhenAllDown { get; set; }

    public int? MinimumHealthyMembers { get; set; }

    public int? FlapHalfLifeInSeconds { get; set; }

    public int? SlowStartInSeconds { get; set; }

    public int? AffinityTimeoutInSeconds { get; set; }

    internal static Form<T> AddTo<T>(Form<T> form) where T : EndpointSettings, new() => form
        .Value(d => d.Protocol, Words.OneOf("tcp", "udp"), "tcp or udp", required: true)
        .Value(d => d.PublicPort, Words.Number(1, 65535), "The port of the VIP; at first the local port where that is free there", kept: true)
        .Value(d => d.LocalPort, Words.Number(1, 65535), "The port on the machine; the public port where it is left out", kept: true)
        .Value(d => d.InternalLoadBalancerName, Words.Name, "The internal load balancer that it is on; left out it is on the public VIP")
        .Part(d => d.Probe, Probe.Form, "How its health is judged; left out every machine that runs is taken to be well")
        .Parts(d => d.Acl, AclRule.Form, "Who may call it; left out everybody that reaches it")
        .Value(d => d.DirectServerReturn, Words.Flag, "Floating IP: packets keep the VIP as destination", usual: false)
        .Value(d => d.IdleTimeoutInMinutes, Words.Number(4, 30), "After which a silent TCP connection is forgotten", usual: 4)
        .Value(d => d.EnableTcpReset, Words.Flag, "Whether both sides of a TCP connection are reset when it was silent for too long", usual: false)
        .Value(d => d.UdpIdleTimeoutInSeconds, Words.Number(10, 1800), "After which a silent UDP flow is forgotten", usual: 60)
        .Value(d => d.LoadBalancerDistribution, Words.OneOf("none", "sourceIP", "sourceIPProtocol"), "What keeps a client with one machine: nothing, its address, or address and protocol", usual: "none")
        .Value(d => d.WhenAllDown, Words.OneOf("refuse", "drop", "allMembers", "lastGood"), "What becomes of new connections while no member takes any", usual: "refuse")
        .Value(d => d.MinimumHealthyMembers, Words.Number(0, 50), "What would leave fewer members that take connections is refused, unless whoever asks names the set; 0 is off", usual: 0)
        .Value(d => d.FlapHalfLifeInSeconds, Words.Number(0, 2700), "After which half of the penalty is forgotten for which a member is held back that goes down again and again; 0 is off", usual: 0)
        .Value(d => d.SlowStartInSeconds, Words.Number(0, 3600), "So long the share of a member that comes up grows to its weight; 0 is off", usual: 0)
        .Value(d => d.AffinityTimeoutInSeconds, Words.Number(0, 43200), "So long after its last new connection a client goes on to the same member; 0 is off", usual: 0);
}
