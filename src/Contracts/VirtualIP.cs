using Ilb.Contracts.Xml;

namespace Ilb.Contracts;

/// <summary>An address that a deployment answers on.</summary>
public sealed class VirtualIP
{
    public string? Address { get; set; }

    public bool? IsDnsProgrammed { get; set; }

    /// <summary>For an internal load balancer: its name.</summary>
    public string? Name { get; set; }

    public string? ReservedIPName { get; set; }

    internal static readonly Shape<VirtualIP> Shape = new Shape<VirtualIP>()
        .Text(d => d.Address)
        .Flag(d => d.IsDnsProgrammed)
        .Text(d => d.Name)
        .Text(d => d.ReservedIPName);
}
