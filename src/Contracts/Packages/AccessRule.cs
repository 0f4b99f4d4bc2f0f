using Ilb.Contracts.Xml;

namespace Ilb.Contracts.Packages;

/// <summary>What happens to clients of a prefix.</summary>
public sealed class AccessRule
{
    /// <summary>"permit" or "deny".</summary>
    public string? Action { get; set; }

    public string? Description { get; set; }

    public int? Order { get; set; }

    public string? RemoteSubnet { get; set; }

    internal static readonly Shape<AccessRule> Shape = new Shape<AccessRule>()
        .Attribute(d => d.Action, "action", required: true)
        .Attribute(d => d.Description, "description")
        .NumberAttribute(d => d.Order, "order", required: true)
        .Attribute(d => d.RemoteSubnet, "remoteSubnet", required: true);
}
