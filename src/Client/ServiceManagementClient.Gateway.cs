using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Ilb.Contracts;

namespace Ilb.Client;

public sealed partial class ServiceManagementClient
{
    private static readonly HttpMethod _patch = new("PATCH");

    /// <summary>The gateway of a virtual network; its state is NotProvisioned where there is none.</summary>
    public Task<Gateway> GetGatewayAsync(string network, CancellationToken cancel = default) => GetAsync<Gateway>(Gateway(network), cancel);

    public Task<string> CreateGatewayAsync(string network, CreateGateway gateway, CancellationToken cancel = default) =>
        PostAsync(Gateway(network), gateway, cancel);

    public Task<string> DeleteGatewayAsync(string network, CancellationToken cancel = default) => DeleteAsync(Gateway(network), cancel);

    /// <summary>Resets or resizes it.</summary>
    public Task<string> UpdateGatewayAsync(string network, UpdateGateway change, CancellationToken cancel = default) =>
        ChangeAsync(_patch, Gateway(network), Xml(change), cancel);

    public Task<GatewayConnectionList> GetConnectionsAsync(string network, CancellationToken cancel = default) =>
        GetAsync<GatewayConnectionList>(Gateway(network) + "/connections", cancel);

    /// <summary>Connects it to a site or disconnects it.</summary>
    public Task<string> UpdateConnectionAsync(string network, string site, UpdateConnection change, CancellationToken cancel = default) =>
        PutAsync(Connection(network, site), change, cancel);

    public Task<SharedKey> GetSharedKeyAsync(string network, string site, CancellationToken cancel = default) =>
        GetAsync<SharedKey>(Connection(network, site) + "/sharedkey", cancel);

    public Task<string> SetSharedKeyAsync(string network, string site, SharedKey key, CancellationToken cancel = default) =>
        PostAsync(Connection(network, site) + "/sharedkey", key, cancel);

    public Task<string> ResetSharedKeyAsync(string network, string site, ResetSharedKey reset, CancellationToken cancel = default) =>
        PutAsync(Connection(network, site) + "/sharedkey", reset, cancel);

    public Task<IpsecParameters> GetIpsecParametersAsync(string network, string site, CancellationToken cancel = default) =>
        GetAsync<IpsecParameters>(Connection(network, site) + "/ipsecparameters", cancel);

    public Task<string> SetIpsecParametersAsync(string network, string site, IpsecParameters parameters, CancellationToken cancel = default) =>
        ChangeAsync(_patch, Connection(network, site) + "/ipsecparameters", Xml(parameters), cancel);

    private static string Gateway(string network) => $"services/networking/{Escape(network)}/gateway";

    private static string Connection(string network, string site) => $"{Gateway(network)}/connection/{Escape(site)}";
}
