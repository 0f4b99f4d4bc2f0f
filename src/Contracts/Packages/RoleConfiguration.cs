using System.Collections.Generic;
using Ilb.Contracts.Xml;

namespace Ilb.Contracts.Packages;

/// <summary>A role, how often and with which settings.</summary>
public sealed class RoleConfiguration
{
    public string? Name { get; set; }

    public InstanceCount? Instances { get; set; }

    public List<SettingValue>? ConfigurationSettings { get; set; }

    /// <summary>Elements of this one that are accepted and not used.</summary>
    public List<string> Unused { get; set; } = [];

    internal static readonly Shape<RoleConfiguration> Shape = new Shape<RoleConfiguration>()
        .Attribute(d => d.Name, "name", required: true)
        .Node(d => d.Instances, InstanceCount.Shape, required: true)
        .List(d => d.ConfigurationSettings, "Setting", SettingValue.Shape)
        .Unused(d => d.Unused, "Certificates", "OsImage")
        .InAnyOrder();
}
