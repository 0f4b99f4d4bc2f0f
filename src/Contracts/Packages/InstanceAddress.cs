using System.Collections.Generic;
using Ilb.Contracts.Xml;

namespace Ilb.Contracts.Packages;

/// <summary>The subnets of a role: the first with a free address counts.</summary>
public sealed class InstanceAddress
{
    public string? RoleName { get; set; }

    public List<SubnetName>? Subnets { get; set; }

    /// <summary>Elements of this one that are accepted and not used.</summary>
    public List<string> Unused { get; set; } = [];

    internal static readonly Shape<InstanceAddress> Shape = new Shape<InstanceAddress>()
        .Attribute(d => d.RoleName, "roleName", required: true)
        .List(d => d.Subnets, "Subnet", SubnetName.Shape, required: true)
        .Unused(d => d.Unused, "PublicIPs");
}
