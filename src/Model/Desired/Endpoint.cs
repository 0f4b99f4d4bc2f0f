using System.Collections.Immutable;
using Ilb.Model.Addressing;
using Ilb.Model.Snapshots;

namespace Ilb.Model.Desired;

/// <summary>A public port that leads to a local port of one machine, on the public VIP or on an internal load balancer.</summary>
/// <param name="PublicPort">1 to 65535.</param>
/// <param name="LocalPort">1 to 65535.</param>
/// <param name="SetName">The load-balanced set it is a member of; null: it stands alone.</param>
/// <param name="LoadBalancer">Name of the internal load balancer; null: the public VIP.</param>
/// <param name="DirectServerReturn">Floating IP: packets keep the VIP as destination.</param>
/// <param name="IdleTimeoutMinutes">Of TCP, 4 to 30.</param>
/// <param name="Acl">Ordered by <see cref="AclRule.Order"/>; empty permits all.</param>
public sealed record Endpoint(
    string Name,
    Protocol Protocol,
    int PublicPort,
    int LocalPort,
    string? SetName,
    string? LoadBalancer,
    bool DirectServerReturn,
    int IdleTimeoutMinutes,
    Distribution Distribution,
    Probe? Probe,
    ImmutableArray<AclRule> Acl)
{
    /// <summary>In the API's range; the default is its lowest.</summary>
    public const int DefaultIdleTimeoutMinutes = 4;

    public const int DefaultUdpIdleSeconds = 60;

    public const int DefaultWeight = 1;

    /// <summary>Both sides of a TCP connection that is silent for too long are reset; else it is only forgotten.</summary>
    public bool ResetsIdle { get; init; }

    /// <summary>10 to 1800.</summary>
    public int UdpIdleSeconds { get; init; } = DefaultUdpIdleSeconds;

    public SetPolicy Policy { get; init; } = SetPolicy.Usual;

    /// <summary>Of new connections to its set, relative to other members: 0 to 256. The machine's own, as all that follows.</summary>
    public int Weight { get; init; } = DefaultWeight;

    /// <summary>It takes new connections only while no member takes any that is none.</summary>
    public bool IsBackup { get; init; }

    /// <summary>After which a silent flow is forgotten.</summary>
    public TimeSpan IdleTimeout => Protocol == Protocol.Udp ? TimeSpan.FromSeconds(UdpIdleSeconds) : TimeSpan.FromMinutes(IdleTimeoutMinutes);

    public override string ToString() => $"{Name} {Protocol} {PublicPort} → {LocalPort}";
}
