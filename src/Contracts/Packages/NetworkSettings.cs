using System.Collections.Generic;
using Ilb.Contracts.Xml;

namespace Ilb.Contracts.Packages;

/// <summary>Where the roles are in the network.</summary>
public sealed class NetworkSettings
{
    public List<AccessControl>? AccessControls { get; set; }

    public List<EndpointAccess>? EndpointAcls { get; set; }

    public SiteName? VirtualNetworkSite { get; set; }

    public AddressAssignments? AddressAssignments { get; set; }

    public List<PackageLoadBalancer>? LoadBalancers { get; set; }

    /// <summary>Elements of this one that are accepted and not used.</summary>
    public List<string> Unused { get; set; } = [];

    internal static readonly Shape<NetworkSettings> Shape = new Shape<NetworkSettings>()
        .List(d => d.AccessControls, "AccessControl", AccessControl.Shape)
        .List(d => d.EndpointAcls, "EndpointAcl", EndpointAccess.Shape)
        .Node(d => d.VirtualNetworkSite, SiteName.Shape)
        .Node(d => d.AddressAssignments, AddressAssignments.Shape)
        .List(d => d.LoadBalancers, "LoadBalancer", PackageLoadBalancer.Shape)
        .Unused(d => d.Unused, "Dns")
        .InAnyOrder();
}
