using System.Collections.Generic;
using Ilb.Contracts.Xml;

namespace Ilb.Contracts.Packages;

/// <summary>Which subnets the roles are in.</summary>
public sealed class AddressAssignments
{
    public List<InstanceAddress> InstanceAddresses { get; set; } = [];

    /// <summary>Elements of this one that are accepted and not used.</summary>
    public List<string> Unused { get; set; } = [];

    internal static readonly Shape<AddressAssignments> Shape = new Shape<AddressAssignments>()
        .Items(d => d.InstanceAddresses, "InstanceAddress", InstanceAddress.Shape)
        .Unused(d => d.Unused, "ReservedIPs", "PublicIPs")
        .InAnyOrder();
}
