using Ilb.Contracts.Xml;

namespace Ilb.Contracts;

/// <summary>An internal load balancer.</summary>
public sealed class LoadBalancer
{
    public string? Name { get; set; }

    public FrontendIpConfiguration? FrontendIpConfiguration { get; set; }

    /// <summary>Ours: members may call the sets they belong to. Absent keeps what is, at first no; other clients leave it out.</summary>
    public bool? AllowLoopback { get; set; }

    internal static readonly Shape<LoadBalancer> Shape = new Shape<LoadBalancer>()
        .Text(d => d.Name, required: true)
        .Node(d => d.FrontendIpConfiguration, FrontendIpConfiguration.Shape, required: true)
        .Flag(d => d.AllowLoopback);
}
