using Ilb.Contracts.Xml;

namespace Ilb.Contracts.Packages;

/// <summary>Where its VIP is.</summary>
public sealed class PackageFrontend
{
    /// <summary>"private".</summary>
    public string? Type { get; set; }

    public string? Subnet { get; set; }

    public string? StaticVirtualNetworkIPAddress { get; set; }

    internal static readonly Shape<PackageFrontend> Shape = new Shape<PackageFrontend>()
        .Attribute(d => d.Type, "type", required: true)
        .Attribute(d => d.Subnet, "subnet")
        .Attribute(d => d.StaticVirtualNetworkIPAddress, "staticVirtualNetworkIPAddress");
}
