using System.Collections.Generic;
using Ilb.Contracts.Xml;

namespace Ilb.Contracts;

/// <summary>A running machine.</summary>
public sealed class RoleInstance
{
    public string? RoleName { get; set; }

    public string? InstanceName { get; set; }

    /// <summary>ReadyRole, StoppedVM, RoleStateUnknown, CreatingVM…</summary>
    public string? InstanceStatus { get; set; }

    public int? InstanceUpgradeDomain { get; set; }

    public int? InstanceFaultDomain { get; set; }

    public string? InstanceSize { get; set; }

    public string? InstanceStateDetails { get; set; }

    public string? InstanceErrorCode { get; set; }

    public string? IpAddress { get; set; }

    public List<InstanceEndpoint>? InstanceEndpoints { get; set; }

    /// <summary>Starting, Started, Stopping, Stopped or Unknown.</summary>
    public string? PowerState { get; set; }

    public string? HostName { get; set; }

    public string? RemoteAccessCertificateThumbprint { get; set; }

    /// <summary>Ours: beside <see cref="IpAddress"/>, in a network with IPv6.</summary>
    public string? Ipv6Address { get; set; }

    internal static readonly Shape<RoleInstance> Shape = new Shape<RoleInstance>()
        .Text(d => d.RoleName, required: true)
        .Text(d => d.InstanceName, required: true)
        .Text(d => d.InstanceStatus)
        .Number(d => d.InstanceUpgradeDomain)
        .Number(d => d.InstanceFaultDomain)
        .Text(d => d.InstanceSize)
        .Text(d => d.InstanceStateDetails)
        .Text(d => d.InstanceErrorCode)
        .Text(d => d.IpAddress)
        .List(d => d.InstanceEndpoints, "InstanceEndpoint", InstanceEndpoint.Shape)
        .Text(d => d.PowerState)
        .Text(d => d.HostName)
        .Text(d => d.RemoteAccessCertificateThumbprint)
        .Text(d => d.Ipv6Address)
        .Ignored("GuestAgentStatus");
}
