using System.Collections.Generic;
using Ilb.Contracts.Xml;

namespace Ilb.Contracts.Packages;

/// <summary>What a package holds: the .csdef file.</summary>
public sealed class ServiceDefinition
{
    public string? Name { get; set; }

    public int? UpgradeDomainCount { get; set; }

    public string? SchemaVersion { get; set; }

    public string? TopologyChangeDiscovery { get; set; }

    public List<ProbeDefinition>? LoadBalancerProbes { get; set; }

    public List<RoleDefinition> WebRoles { get; set; } = [];

    public List<RoleDefinition> WorkerRoles { get; set; } = [];

    /// <summary>Elements of this one that are accepted and not used.</summary>
    public List<string> Unused { get; set; } = [];

    internal static readonly Shape<ServiceDefinition> Shape = new Shape<ServiceDefinition>()
        .Attribute(d => d.Name, "name", required: true)
        .NumberAttribute(d => d.UpgradeDomainCount, "upgradeDomainCount")
        .Attribute(d => d.SchemaVersion, "schemaVersion")
        .Attribute(d => d.TopologyChangeDiscovery, "topologyChangeDiscovery")
        .List(d => d.LoadBalancerProbes, "LoadBalancerProbe", ProbeDefinition.Shape)
        .Items(d => d.WebRoles, "WebRole", RoleDefinition.Shape)
        .Items(d => d.WorkerRoles, "WorkerRole", RoleDefinition.Shape)
        .Unused(d => d.Unused, "VirtualMachineRole", "NetworkTrafficRules")
        .InAnyOrder();
}
