using System.Collections.Immutable;

namespace Ilb.Model.Commands;

/// <summary>A .cscfg file as a request carries it.</summary>
/// <param name="Xml">As it came.</param>
/// <param name="VirtualNetwork">Null: the private network of the cloud service.</param>
/// <param name="Addresses">Which subnets a role is in.</param>
public sealed record ServiceConfigurationDocument(
    string Xml,
    ImmutableArray<RoleConfigurationElement> Roles,
    string? VirtualNetwork,
    ImmutableArray<InstanceAddressElement> Addresses,
    ImmutableArray<LoadBalancerRequest> LoadBalancers,
    ImmutableArray<AccessControlElement> AccessControls,
    ImmutableArray<EndpointAclElement> EndpointAcls);
