using System.Collections.Immutable;

namespace Ilb.Model.Addressing;

/// <summary>Never of a private network: this host, loopback, link-local, the probes' source, multicast, reserved.</summary>
internal static class UnusableAddresses
{
    public static ImmutableArray<Ipv4Prefix> All { get; } =
    [
        Ipv4Prefix.Parse("0.0.0.0/8"), Ipv4Prefix.Parse("127.0.0.0/8"), Ipv4Prefix.Parse("169.254.0.0/16"),
        Ipv4Prefix.Parse("168.63.129.16/32"), Ipv4Prefix.Parse("224.0.0.0/4"), Ipv4Prefix.Parse("240.0.0.0/4"),
    ];

    /// <summary>Link-local, multicast, and what is written as IPv6 and is IPv4: compatible, mapped, translated (the probes' source among them).</summary>
    public static ImmutableArray<IpPrefix> Ipv6 { get; } =
    [
        IpPrefix.Parse("fe80::/10"), IpPrefix.Parse("ff00::/8"), IpPrefix.Parse("::/8"), IpPrefix.Parse("64:ff9b::/32"),
    ];
}
