namespace Ilb.Datapath.Netlink;

/// <summary>linux/rtnetlink.h: where an address is valid.</summary>
public enum AddressScope
{
    Everywhere = 0,
    Host = 254,
}
