using System;
using System.Collections.Generic;
using Ilb.Contracts.Xml;

namespace Ilb.Contracts;

/// <summary>The machines of a cloud service.</summary>
public sealed class Deployment
{
    public string? Name { get; set; }

    public string? DeploymentSlot { get; set; }

    public string? PrivateId { get; set; }

    public string? Status { get; set; }

    /// <summary>Base64 in answers; clients send it plain or base64.</summary>
    public string? Label { get; set; }

    public string? Url { get; set; }

    public string? Configuration { get; set; }

    public List<RoleInstance>? RoleInstanceList { get; set; }

    public int? UpgradeDomainCount { get; set; }

    public List<Role>? RoleList { get; set; }

    public string? SdkVersion { get; set; }

    /// <summary>Only of a deployment of a package.</summary>
    public List<RoleEndpoint>? InputEndpointList { get; set; }

    public bool? Locked { get; set; }

    public bool? RollbackAllowed { get; set; }

    public string? VirtualNetworkName { get; set; }

    public DateTimeOffset? CreatedTime { get; set; }

    public DateTimeOffset? LastModifiedTime { get; set; }

    public List<ExtendedProperty>? ExtendedProperties { get; set; }

    public DnsSettings? Dns { get; set; }

    public List<VirtualIP>? VirtualIPs { get; set; }

    public string? ReservedIPName { get; set; }

    public string? InternalDnsSuffix { get; set; }

    public List<LoadBalancer>? LoadBalancers { get; set; }

    public string? VirtualNetworkId { get; set; }

    internal static readonly Shape<Deployment> Shape = new Shape<Deployment>()
        .Text(d => d.Name, required: true)
        .Text(d => d.DeploymentSlot)
        .Text(d => d.PrivateId, name: "PrivateID")
        .Text(d => d.Status)
        .Text(d => d.Label)
        .Text(d => d.Url)
        .Text(d => d.Configuration)
        .List(d => d.RoleInstanceList, "RoleInstance", RoleInstance.Shape)
        .Ignored("UpgradeStatus")
        .Number(d => d.UpgradeDomainCount)
        .List(d => d.RoleList, "Role", Role.Shape)
        .Text(d => d.SdkVersion)
        .List(d => d.InputEndpointList, "InputEndpoint", RoleEndpoint.Shape)
        .Flag(d => d.Locked)
        .Flag(d => d.RollbackAllowed)
        .Text(d => d.VirtualNetworkName)
        .Time(d => d.CreatedTime)
        .Time(d => d.LastModifiedTime)
        .List(d => d.ExtendedProperties, "ExtendedProperty", ExtendedProperty.Shape)
        .Node(d => d.Dns, DnsSettings.Shape)
        .Ignored("PersistentVMDowntime")
        .List(d => d.VirtualIPs, "VirtualIP", VirtualIP.Shape)
        .Ignored("ExtensionConfiguration")
        .Text(d => d.ReservedIPName)
        .Text(d => d.InternalDnsSuffix)
        .List(d => d.LoadBalancers, "LoadBalancer", LoadBalancer.Shape)
        .Text(d => d.VirtualNetworkId);
}
