namespace Ilb.Datapath.Netlink;

/// <summary>linux/rtnetlink.h.</summary>
public enum RoutingTable
{
    /// <summary>Of no kind that the kernel knows: what may leave by an outer interface.</summary>
    Outer = 100,

    /// <summary>Machines by their IPv6 addresses, for who probes them and for nobody else.</summary>
    Probes = 101,

    /// <summary>Where addresses are told from the way to others.</summary>
    Main = 254,

    /// <summary>The addresses that this namespace answers for.</summary>
    Local = 255,
}
