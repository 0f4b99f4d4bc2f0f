using System.Text;
using Ilb.ControlPlane.Api;
using Ilb.Model.Commands;
using Wire = Ilb.Contracts;

namespace Ilb.ControlPlane.Documents;

internal static class NetworkConfigurationRequests
{
    public static NetworkConfigurationDocument Of(ApiRequest request)
    {
        var document = RequestDocument.Read<Wire.NetworkConfiguration>(request).VirtualNetworkConfiguration;
        return new NetworkConfigurationDocument(
            Text(request.Body.Span),
            [.. (document?.Dns?.DnsServers ?? []).Select(server => new DnsServerElement(server.Name, server.Address))],
            [.. (document?.LocalNetworkSites ?? []).Select(Of)],
            [.. (document?.VirtualNetworkSites ?? []).Select(Of)]);
    }

    private static LocalNetworkSiteElement Of(Wire.LocalNetworkDefinition site) =>
        new(site.Name, [.. site.AddressSpace ?? []], site.VpnGatewayAddress);

    private static VirtualNetworkSiteElement Of(Wire.VirtualNetworkDefinition site) => new(
        site.Name,
        site.Location,
        site.AffinityGroup,
        [.. site.AddressSpace ?? []],
        [.. (site.Subnets ?? []).Select(subnet => new SubnetElement(subnet.Name, subnet.AddressPrefix))],
        [.. (site.DnsServersRef ?? []).Select(server => server.Name ?? "")],
        []);

    /// <summary>The document as text, to be returned as it came. A document in another encoding than UTF-8 declares it and is decoded so.</summary>
    private static string Text(ReadOnlySpan<byte> body)
    {
        using var reader = new StreamReader(new MemoryStream(body.ToArray()), Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
        return reader.ReadToEnd();
    }
}
