using System.Collections.Generic;
using Ilb.Contracts.Xml;

namespace Ilb.Contracts.Packages;

/// <summary>A web role or a worker role.</summary>
public sealed class RoleDefinition
{
    public string? Name { get; set; }

    public string? VMSize { get; set; }

    public string? EnableNativeCodeExecution { get; set; }

    public List<SettingDefinition>? ConfigurationSettings { get; set; }

    public EndpointDefinitions? Endpoints { get; set; }

    public RuntimeDefinition? Runtime { get; set; }

    /// <summary>Elements of this one that are accepted and not used.</summary>
    public List<string> Unused { get; set; } = [];

    internal static readonly Shape<RoleDefinition> Shape = new Shape<RoleDefinition>()
        .Attribute(d => d.Name, "name", required: true)
        .Attribute(d => d.VMSize, "vmsize")
        .Attribute(d => d.EnableNativeCodeExecution, "enableNativeCodeExecution")
        .List(d => d.ConfigurationSettings, "Setting", SettingDefinition.Shape)
        .Node(d => d.Endpoints, EndpointDefinitions.Shape)
        .Node(d => d.Runtime, RuntimeDefinition.Shape)
        .Unused(d => d.Unused, "Certificates", "Contents", "Imports", "LocalResources", "LocalStorage", "Sites", "Startup")
        .InAnyOrder();
}
