using Ilb.Contracts.Xml;

namespace Ilb.Contracts;

/// <summary>A name server.</summary>
public sealed class DnsServer
{
    public string? Name { get; set; }

    public string? Address { get; set; }

    internal static readonly Shape<DnsServer> Shape = new Shape<DnsServer>()
        .Text(d => d.Name, required: true)
        .Text(d => d.Address, required: true);
}
