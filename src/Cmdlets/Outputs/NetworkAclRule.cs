namespace Ilb.Cmdlets;

/// <summary>A permit or deny rule.</summary>
public sealed class NetworkAclRule
{
    /// <summary>0, 1, 2…; only on this side.</summary>
    public int RuleId { get; set; }

    /// <summary>The lowest match decides.</summary>
    public int Order { get; set; }

    /// <summary>permit or deny.</summary>
    public string? Action { get; set; }

    /// <summary>In CIDR notation.</summary>
    public string? RemoteSubnet { get; set; }

    public string? Description { get; set; }
}
