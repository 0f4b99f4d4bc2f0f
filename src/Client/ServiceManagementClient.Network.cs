using System.Net;
using System.Net.Http;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Ilb.Contracts;

namespace Ilb.Client;

public sealed partial class ServiceManagementClient
{
    private const string Media = "services/networking/media";

    /// <summary>The network configuration as text; null where the subscription has none.</summary>
    public async Task<string?> GetNetworkConfigurationAsync(CancellationToken cancel = default)
    {
        try
        {
            using var answer = await SendAsync(HttpMethod.Get, Media, null, cancel).ConfigureAwait(false);
            var text = await answer.Content.ReadAsStringAsync().ConfigureAwait(false);
            return text.TrimStart('\uFEFF');
        }
        catch (ServiceManagementException e) when (e.Status == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    /// <summary>Replaces the network configuration of the whole subscription.</summary>
    public Task<string> SetNetworkConfigurationAsync(string xml, CancellationToken cancel = default) =>
        SetNetworkConfigurationAsync(Encoding.UTF8.GetBytes(xml), cancel);

    /// <summary>The same, in whatever encoding the document declares.</summary>
    public Task<string> SetNetworkConfigurationAsync(byte[] document, CancellationToken cancel = default) =>
        ChangeAsync(HttpMethod.Put, Media, Content(document, "application/octet-stream"), cancel);

    public Task<VirtualNetworkSiteList> GetVirtualNetworkSitesAsync(CancellationToken cancel = default) =>
        GetAsync<VirtualNetworkSiteList>("services/networking/virtualnetwork", cancel);

    public Task<AddressAvailability> TestAddressAsync(string virtualNetwork, string address, CancellationToken cancel = default) =>
        GetAsync<AddressAvailability>($"services/networking/{Escape(virtualNetwork)}?op=checkavailability&address={Escape(address)}", cancel);

    public Task<LocationList> GetLocationsAsync(CancellationToken cancel = default) => GetAsync<LocationList>("locations", cancel);

    public Task<AffinityGroupList> GetAffinityGroupsAsync(CancellationToken cancel = default) => GetAsync<AffinityGroupList>("affinitygroups", cancel);

    public Task<string> CreateAffinityGroupAsync(CreateAffinityGroup group, CancellationToken cancel = default) =>
        PostAsync("affinitygroups", group, cancel);

    public Task<string> UpdateAffinityGroupAsync(string name, UpdateAffinityGroup change, CancellationToken cancel = default) =>
        PutAsync("affinitygroups/" + Escape(name), change, cancel);

    public Task<string> DeleteAffinityGroupAsync(string name, CancellationToken cancel = default) => DeleteAsync("affinitygroups/" + Escape(name), cancel);

    public Task<OSImageList> GetImagesAsync(CancellationToken cancel = default) => GetAsync<OSImageList>("services/images", cancel);

    public Task<OSImage> GetImageAsync(string name, CancellationToken cancel = default) => GetAsync<OSImage>("services/images/" + Escape(name), cancel);
}
