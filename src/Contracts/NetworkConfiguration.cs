using Ilb.Contracts.Xml;

namespace Ilb.Contracts;

/// <summary>The whole network configuration of a subscription.</summary>
public sealed class NetworkConfiguration
{
    public VirtualNetworkConfiguration? VirtualNetworkConfiguration { get; set; }

    internal static readonly Shape<NetworkConfiguration> Shape = new Shape<NetworkConfiguration>()
        .Node(d => d.VirtualNetworkConfiguration, VirtualNetworkConfiguration.Shape);
}
