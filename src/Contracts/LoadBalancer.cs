using Ilb.Contracts.Xml;

namespace Ilb.Contracts;

/// <summary>An internal load balancer.</summary>
public sealed class LoadBalancer
{
    public string? Name { get; set; }

    public FrontendIpConfiguration? FrontendIpConfiguration { get; set; }

    internal static readonly Shape<LoadBalancer> Shape = new Shape<LoadBalancer>()
        .Text(d => d.Name, required: true)
        .Node(d => d.FrontendIpConfiguration, FrontendIpConfiguration.Shape, required: true);
}
