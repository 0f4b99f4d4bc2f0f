using Ilb.Contracts.Xml;

namespace Ilb.Contracts;

/// <summary>How the health of an endpoint is judged.</summary>
public sealed class LoadBalancerProbe
{
    /// <summary>Only for http.</summary>
    public string? Path { get; set; }

    public int? Port { get; set; }

    /// <summary>tcp or http.</summary>
    public string? Protocol { get; set; }

    /// <summary>15 where absent.</summary>
    public int? IntervalInSeconds { get; set; }

    /// <summary>31 where absent.</summary>
    public int? TimeoutInSeconds { get; set; }

    internal static readonly Shape<LoadBalancerProbe> Shape = new Shape<LoadBalancerProbe>()
        .Text(d => d.Path)
        .Number(d => d.Port)
        .Text(d => d.Protocol)
        .Number(d => d.IntervalInSeconds)
        .Number(d => d.TimeoutInSeconds);
}
