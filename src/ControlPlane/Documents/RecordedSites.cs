using System.Text;
using Ilb.ControlPlane.Api;
using Ilb.Model.Desired;
using Ilb.Model.Rules;

namespace Ilb.ControlPlane.Documents;

/// <summary>
/// Before there were gateways, sites and connections were kept in the text of a network configuration alone. Reading it again finds
/// them; in a configuration that has none it finds nothing, as often as it is done.
/// </summary>
internal static class RecordedSites
{
    public static DesiredState Complete(DesiredState state) => state with
    {
        Subscriptions = [.. state.Subscriptions.Select(s => s.Network is { } network && LacksSites(network) ? s with { Network = Complete(network) } : s)],
    };

    private static bool LacksSites(NetworkConfiguration network) =>
        network.LocalNetworkSites.IsEmpty && network.VirtualNetworks.All(n => n.Sites.IsEmpty);

    private static NetworkConfiguration Complete(NetworkConfiguration network)
    {
        try
        {
            return SiteRecord.Complete(network, NetworkConfigurationRequests.Of(Encoding.UTF8.GetBytes(network.Xml)));
        }
        catch (ApiException)
        {
            // It was accepted once; a text that is no longer readable says nothing of sites.
            return network;
        }
    }
}
