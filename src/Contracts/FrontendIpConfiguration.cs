using Ilb.Contracts.Xml;

namespace Ilb.Contracts;

/// <summary>Where an internal load balancer gets its address.</summary>
public sealed class FrontendIpConfiguration
{
    /// <summary>Private.</summary>
    public string? Type { get; set; }

    public string? SubnetName { get; set; }

    public string? StaticVirtualNetworkIPAddress { get; set; }

    internal static readonly Shape<FrontendIpConfiguration> Shape = new Shape<FrontendIpConfiguration>()
        .Text(d => d.Type, required: true)
        .Text(d => d.SubnetName)
        .Text(d => d.StaticVirtualNetworkIPAddress);
}
