using Ilb.Contracts.Xml;

namespace Ilb.Contracts.Packages;

/// <summary>An internal load balancer.</summary>
public sealed class PackageLoadBalancer
{
    public string? Name { get; set; }

    public PackageFrontend? FrontendIPConfiguration { get; set; }

    internal static readonly Shape<PackageLoadBalancer> Shape = new Shape<PackageLoadBalancer>()
        .Attribute(d => d.Name, "name", required: true)
        .Node(d => d.FrontendIPConfiguration, PackageFrontend.Shape, required: true);
}
