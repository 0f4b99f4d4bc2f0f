using Ilb.Forwarding.Kernel;

namespace Ilb.Datapath.Netlink;

/// <summary>One end of a veth pair to be made.</summary>
/// <param name="Name">At most 15 characters.</param>
public sealed record VethEnd(string Name, MacAddress Mac);
