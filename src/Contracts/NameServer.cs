using Ilb.Contracts.Xml;

namespace Ilb.Contracts;

/// <summary>A name server.</summary>
public sealed class NameServer
{
    public string? Name { get; set; }

    public string? Address { get; set; }

    internal static readonly Shape<NameServer> Shape = new Shape<NameServer>()
        .Attribute(d => d.Name, "name", required: true)
        .Attribute(d => d.Address, "IPAddress", required: true);
}
