using System.Collections.Generic;
using Ilb.Contracts.Xml;

namespace Ilb.Contracts;

/// <summary>The name servers that virtual networks may refer to.</summary>
public sealed class NameServers
{
    public List<NameServer>? DnsServers { get; set; }

    internal static readonly Shape<NameServers> Shape = new Shape<NameServers>()
        .List(d => d.DnsServers, "DnsServer", NameServer.Shape);
}
