namespace Ilb.ControlPlane.Status;

/// <summary>A load-balanced set, or an endpoint that stands alone.</summary>
/// <param name="Name">"MyWebsite1/intwebeplb".</param>
/// <param name="Protocol">"tcp" or "udp".</param>
/// <param name="Port">Public, on the VIP.</param>
/// <param name="Distribution">"none", "sourceIP" or "sourceIPProtocol".</param>
/// <param name="Probe">"tcp :100 every 10 s, down after 3 failures", or null.</param>
public sealed record SetStatus(
    string Name, string Protocol, int Port, string Distribution, string? Probe, IReadOnlyList<BackendStatus> Backends)
{
    /// <summary>Who may call it, the first rule that matches decides: "100 permit 10.0.0.0/24"; empty: everybody in the network.</summary>
    public IReadOnlyList<string> Acl { get; init; } = [];

    /// <summary>Packets that access lists of this set denied since it has its address and port; null while no agent runs.</summary>
    public ulong? Denied { get; init; }

    /// <summary>The longest that a silent member goes unnoticed; null without a probe.</summary>
    public double? FoundDownWithinSeconds { get; init; }

    /// <summary>Packets keep the VIP as destination: each machine answers as it.</summary>
    public bool DirectServerReturn { get; init; }

    /// <summary>Members may call it.</summary>
    public bool AllowsLoopback { get; init; }

    /// <summary>After which a silent flow is forgotten.</summary>
    public int IdleTimeoutSeconds { get; init; }

    /// <summary>Both sides of a TCP connection that is silent for so long are reset.</summary>
    public bool ResetsIdle { get; init; }

    /// <summary>What becomes of new connections while no member takes any: "refuse", "drop", "allMembers" or "lastGood".</summary>
    public string WhenAllDown { get; init; } = "refuse";

    /// <summary>A client goes on to the member that its last connection went to, if that was at most so long ago; 0: hashes alone decide.</summary>
    public int AffinityTimeoutInSeconds { get; init; }

    /// <summary>So long the share of a member that comes up grows to its weight; 0: it has all of it at once.</summary>
    public int SlowStartInSeconds { get; init; }

    /// <summary>A member that goes down again and again is held back: after so many seconds half of its penalty is forgotten; 0: none is held back.</summary>
    public int FlapHalfLifeInSeconds { get; init; }

    /// <summary>What would leave fewer members that take connections is refused, unless the request names the set; 0: nothing is.</summary>
    public int MinimumHealthyMembers { get; init; }
}
