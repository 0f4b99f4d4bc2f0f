using Ilb.Contracts.Xml;

namespace Ilb.Contracts.Packages;

/// <summary>A probe that endpoints name.</summary>
public sealed class ProbeDefinition
{
    public string? Name { get; set; }

    /// <summary>"http" or "tcp".</summary>
    public string? Protocol { get; set; }

    public string? Path { get; set; }

    public int? Port { get; set; }

    public int? IntervalInSeconds { get; set; }

    public int? TimeoutInSeconds { get; set; }

    internal static readonly Shape<ProbeDefinition> Shape = new Shape<ProbeDefinition>()
        .Attribute(d => d.Name, "name", required: true)
        .Attribute(d => d.Protocol, "protocol", required: true)
        .Attribute(d => d.Path, "path")
        .NumberAttribute(d => d.Port, "port")
        .NumberAttribute(d => d.IntervalInSeconds, "intervalInSeconds")
        .NumberAttribute(d => d.TimeoutInSeconds, "timeoutInSeconds");
}
