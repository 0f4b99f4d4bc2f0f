namespace Ilb.Datapath.Netlink;

/// <summary>linux/rtnetlink.h.</summary>
public enum RoutingTable
{
    /// <summary>Where addresses are told from the way to others.</summary>
    Main = 254,

    /// <summary>The addresses that this namespace answers for.</summary>
    Local = 255,
}
