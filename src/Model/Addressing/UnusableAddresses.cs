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
}
