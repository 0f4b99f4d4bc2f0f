using System.Collections.Generic;
using Ilb.Contracts.Xml;

namespace Ilb.Contracts.Packages;

/// <summary>How a package runs: the .cscfg file.</summary>
public sealed class ServiceConfiguration
{
    public string? ServiceName { get; set; }

    public string? OSFamily { get; set; }

    public string? OSVersion { get; set; }

    public string? SchemaVersion { get; set; }

    public List<RoleConfiguration> Roles { get; set; } = [];

    public NetworkSettings? NetworkConfiguration { get; set; }

    internal static readonly Shape<ServiceConfiguration> Shape = new Shape<ServiceConfiguration>()
        .Attribute(d => d.ServiceName, "serviceName", required: true)
        .Attribute(d => d.OSFamily, "osFamily")
        .Attribute(d => d.OSVersion, "osVersion")
        .Attribute(d => d.SchemaVersion, "schemaVersion")
        .Items(d => d.Roles, "Role", RoleConfiguration.Shape)
        .Node(d => d.NetworkConfiguration, NetworkSettings.Shape)
        .InAnyOrder();
}
