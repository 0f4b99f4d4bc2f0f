using System.Collections.Immutable;

namespace Ilb.Model.Commands;

/// <summary>An InputEndpoint as a request carries it.</summary>
/// <param name="PublicPort">The element Port; null: inherited from the set, else chosen.</param>
/// <param name="Protocol">"tcp" or "udp", any case.</param>
/// <param name="Distribution">"none", "sourceIP" or "sourceIPProtocol", any case.</param>
/// <param name="Acl">Null: absent; empty: no rules.</param>
public sealed record EndpointRequest(
    string? Name,
    string? Protocol,
    int? PublicPort,
    int? LocalPort,
    string? SetName,
    string? LoadBalancer,
    bool? DirectServerReturn,
    int? IdleTimeoutMinutes,
    string? Distribution,
    ProbeRequest? Probe,
    ImmutableArray<AclRuleRequest>? Acl)
{
    /// <summary>Of TCP connections that are silent for too long.</summary>
    public bool? ResetsIdle { get; init; }

    public int? UdpIdleSeconds { get; init; }

    public PolicyRequest Policy { get; init; } = PolicyRequest.Silent;

    /// <summary>The machine's own; without a machine, in what is said of a whole set, it says nothing.</summary>
    public int? Weight { get; init; }

    /// <summary>As the weight.</summary>
    public bool? IsBackup { get; init; }
}
