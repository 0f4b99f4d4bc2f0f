using Ilb.Contracts;

namespace Ilb.Cmdlets;

internal static class LoadBalancers
{
    private const string PrivateType = "Private";

    public static LoadBalancer Private(string? name, string? subnet, string? address, bool? allowLoopback = null) => new()
    {
        Name = name,
        AllowLoopback = allowLoopback,
        FrontendIpConfiguration = new FrontendIpConfiguration { Type = PrivateType, SubnetName = subnet, StaticVirtualNetworkIPAddress = address },
    };

    public static bool IsPrivate(LoadBalancer balancer) => Names.Same(balancer.FrontendIpConfiguration?.Type, PrivateType);
}
