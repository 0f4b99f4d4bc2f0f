using System.Net;
using Ilb.Datapath.Netlink;
using Ilb.Forwarding.Kernel;

namespace Ilb.Agent.Machines;

/// <summary>A port that is there.</summary>
/// <param name="Link">Its host side, in ilb's namespace.</param>
/// <param name="Options">What kind of port it is.</param>
public sealed record LocalPort(uint Network, IPAddress Address, Link Link, PortOptions Options = PortOptions.None)
{
    /// <summary>Null: it has none.</summary>
    public IPAddress? Ipv6Address { get; init; }

    /// <summary>Of a machine that sets its addresses by itself, and has this Ethernet address; null: ilb makes both.</summary>
    public MacAddress? GuestMac { get; init; }

    public override string ToString() => $"{Link.Name} {Address}";
}
