using Ilb.Contracts.Xml;

namespace Ilb.Contracts;

/// <summary>Where a role of a package is reached.</summary>
public sealed class RoleEndpoint
{
    public string? RoleName { get; set; }

    public string? Vip { get; set; }

    public int? Port { get; set; }

    internal static readonly Shape<RoleEndpoint> Shape = new Shape<RoleEndpoint>()
        .Text(d => d.RoleName)
        .Text(d => d.Vip)
        .Number(d => d.Port);
}
