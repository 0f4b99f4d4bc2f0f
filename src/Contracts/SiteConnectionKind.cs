using Ilb.Contracts.Xml;

namespace Ilb.Contracts;

/// <summary>How a virtual network connects to a site.</summary>
public sealed class SiteConnectionKind
{
    /// <summary>IPsec.</summary>
    public string? Type { get; set; }

    internal static readonly Shape<SiteConnectionKind> Shape = new Shape<SiteConnectionKind>()
        .Text(d => d.Type);
}
