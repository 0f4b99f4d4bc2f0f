using Ilb.Model.Commands;
using Wire = Ilb.Contracts;

namespace Ilb.ControlPlane.Documents;

internal static class LoadBalancerRequests
{
    public static LoadBalancerRequest Of(Wire.LoadBalancer document) => new(
        document.Name,
        document.FrontendIpConfiguration?.Type,
        Absent(document.FrontendIpConfiguration?.SubnetName),
        Absent(document.FrontendIpConfiguration?.StaticVirtualNetworkIPAddress))
    {
        AllowLoopback = document.AllowLoopback,
    };

    /// <summary>Clients write empty elements for what they have no value for.</summary>
    private static string? Absent(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
