using Ilb.Contracts.Xml;

namespace Ilb.Contracts.Packages;

/// <summary>A setting that the configuration gives a value.</summary>
public sealed class SettingDefinition
{
    public string? Name { get; set; }

    internal static readonly Shape<SettingDefinition> Shape = new Shape<SettingDefinition>()
        .Attribute(d => d.Name, "name", required: true);
}
