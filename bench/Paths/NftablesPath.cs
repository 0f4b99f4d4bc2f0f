using Ilb.Bench.Lab;

namespace Ilb.Bench.Paths;

/// <summary>Routing with destination NAT by nftables, new connections dealt out in turn.</summary>
public sealed class NftablesPath : Star
{
    public NftablesPath(Laboratory lab)
        : base(lab, "nftables DNAT", "nft")
    {
        // The default, 120 s, would fill the connection table of 262,144 entries during a run and be unfair.
        var rules = lab.Write("rules.nft", $$"""
            table ip bench {
                chain in {
                    type nat hook prerouting priority dstnat;
                    ip daddr {{Address}} tcp dport { {{Endpoints.Http}}, {{Endpoints.Sink}}, {{Endpoints.Echo}} } dnat to numgen inc mod 2 map { 0 : {{ServerAddresses[0]}}, 1 : {{ServerAddresses[1]}} }
                }
            }
            """);
        Router.Run("nft", "-f", rules);
        Router.Run("sysctl", "-qw", "net.netfilter.nf_conntrack_tcp_timeout_time_wait=5");
    }
}
