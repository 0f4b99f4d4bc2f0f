using Ilb.Contracts.Xml;

namespace Ilb.Contracts.Packages;

/// <summary>A setting and its value.</summary>
public sealed class SettingValue
{
    public string? Name { get; set; }

    public string? Value { get; set; }

    internal static readonly Shape<SettingValue> Shape = new Shape<SettingValue>()
        .Attribute(d => d.Name, "name", required: true)
        .Attribute(d => d.Value, "value", required: true);
}
