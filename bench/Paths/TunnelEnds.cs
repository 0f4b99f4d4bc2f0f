using System.Net;
using Ilb.Model.Addressing;
using Ilb.Model.Snapshots;

namespace Ilb.Bench.Paths;

/// <summary>Both ends of the tunnels, each as its gateway is told: the network of <see cref="BenchSnapshot"/> and a site, 10.2.0.0/16.</summary>
internal static class TunnelEnds
{
    private const string Key = "AbcDef123456";

    private static readonly IPAddress SiteAddress = IPAddress.Parse("198.51.100.2"), NetworkAddress = IPAddress.Parse("203.0.113.10");
    private static readonly Ipv4Prefix SitePrefix = Ipv4Prefix.Parse("10.2.0.0/16");

    public static GatewayEntry OfNetwork { get; } = End(100, "10.9.255.4", NetworkAddress, BenchSnapshot.Space, SiteAddress, SitePrefix);

    public static GatewayEntry OfSite { get; } = End(100, "10.2.255.4", SiteAddress, SitePrefix, NetworkAddress, BenchSnapshot.Space);

    private static GatewayEntry End(uint slot, string address, IPAddress outside, Ipv4Prefix prefix, IPAddress peer, Ipv4Prefix beyond)
    {
        var inside = IPAddress.Parse(address);
        return new GatewayEntry(
            new Slot(slot, 1), Guid.Empty, "bench", 1, 1, inside, new Ipv4Prefix(Ipv4Prefix.ToNumber(inside), 27), outside, [prefix],
            [new TunnelEntry("other", peer, [beyond], IpsecPolicy.Default, IsConnected: true) { SharedKey = Key }]);
    }
}
