using System.Text;
using System.Xml;
using System.Xml.Linq;
using Ilb.ControlPlane.Api;
using Ilb.Model.Commands;
using Wire = Ilb.Contracts;

namespace Ilb.ControlPlane.Documents;

internal static class NetworkConfigurationRequests
{
    public static NetworkConfigurationDocument Of(ApiRequest request) => request.Body.IsEmpty
        ? throw ApiException.InvalidXml("The request has no body.")
        : Of(request.Body.ToArray());

    public static NetworkConfigurationDocument Of(byte[] body)
    {
        var document = RequestDocument.Read<Wire.NetworkConfiguration>(body).VirtualNetworkConfiguration;
        return new NetworkConfigurationDocument(
            Text(body),
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
        [.. (site.Gateway?.ConnectionsToLocalNetwork ?? []).Select(local => local.Name ?? "")])
    {
        GatewayProfile = site.Gateway?.Profile,
        IsTransit = site.Gateway?.Transit ?? false,
        PeerRefs = [.. (site.Peerings ?? []).Select(peer => peer.Name ?? "")],
    };

    /// <summary>The document as text, to be returned as it came; answers are UTF-8, so one in another encoding loses its declaration.</summary>
    private static string Text(ReadOnlyMemory<byte> body)
    {
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };
        using var reader = XmlReader.Create(new MemoryStream(body.ToArray()), settings);
        var document = XDocument.Load(reader, LoadOptions.PreserveWhitespace);
        var isUtf8 = document.Declaration?.Encoding is not { Length: > 0 } encoding || encoding.Equals("utf-8", StringComparison.OrdinalIgnoreCase);
        return isUtf8 ? Encoding.UTF8.GetString(body.Span).TrimStart('\uFEFF') : document.ToString(SaveOptions.DisableFormatting);
    }
}
