using Ilb.Contracts.Xml;

namespace Ilb.Contracts;

/// <summary>A permit or deny rule.</summary>
public sealed class AclRule
{
    /// <summary>0 to 65535; the lowest match decides.</summary>
    public int? Order { get; set; }

    /// <summary>permit or deny.</summary>
    public string? Action { get; set; }

    /// <summary>In CIDR notation.</summary>
    public string? RemoteSubnet { get; set; }

    public string? Description { get; set; }

    internal static readonly Shape<AclRule> Shape = new Shape<AclRule>()
        .Number(d => d.Order, required: true)
        .Text(d => d.Action, required: true)
        .Text(d => d.RemoteSubnet, required: true)
        .Text(d => d.Description);
}
