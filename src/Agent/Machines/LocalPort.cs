using System.Net;
using Ilb.Datapath.Netlink;

namespace Ilb.Agent.Machines;

/// <summary>A port that is there.</summary>
/// <param name="Link">Its host side, in ilb's namespace.</param>
public sealed record LocalPort(uint Network, IPAddress Address, Link Link)
{
    public override string ToString() => $"{Link.Name} {Address}";
}
