using Ilb.Contracts.Xml;

namespace Ilb.Contracts;

/// <summary>An endpoint as a running machine has it.</summary>
public sealed class InstanceEndpoint
{
    public string? Name { get; set; }

    public string? Vip { get; set; }

    public int? PublicPort { get; set; }

    public int? LocalPort { get; set; }

    public string? Protocol { get; set; }

    public int? IdleTimeoutInMinutes { get; set; }

    internal static readonly Shape<InstanceEndpoint> Shape = new Shape<InstanceEndpoint>()
        .Text(d => d.Name)
        .Text(d => d.Vip)
        .Number(d => d.PublicPort)
        .Number(d => d.LocalPort)
        .Text(d => d.Protocol)
        .Number(d => d.IdleTimeoutInMinutes);
}
