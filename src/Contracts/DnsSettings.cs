using System.Collections.Generic;
using Ilb.Contracts.Xml;

namespace Ilb.Contracts;

/// <summary>Name servers.</summary>
public sealed class DnsSettings
{
    public List<DnsServer>? DnsServers { get; set; }

    internal static readonly Shape<DnsSettings> Shape = new Shape<DnsSettings>()
        .List(d => d.DnsServers, "DnsServer", DnsServer.Shape);
}
