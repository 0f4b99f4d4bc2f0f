namespace Ilb.Datapath.Netlink;

/// <summary>linux/rtnetlink.h.</summary>
internal enum RouteMessageType : ushort
{
    Error = 2,
    Done = 3,
    NewLink = 16,
    DeleteLink = 17,
    GetLink = 18,
    NewAddress = 20,
    DeleteAddress = 21,
    GetAddress = 22,
    NewRoute = 24,
    DeleteRoute = 25,
    GetRoute = 26,
    NewNeighbour = 28,
    NewRule = 32,
    DeleteRule = 33,
}

/// <summary>linux/netlink.h.</summary>
[Flags]
internal enum RequestFlags : ushort
{
    None = 0,
    Request = 1,
    Acknowledge = 4,
    Replace = 0x100,
    Exclusive = 0x200,
    Dump = 0x300,
    Create = 0x400,
    Append = 0x800,
}
