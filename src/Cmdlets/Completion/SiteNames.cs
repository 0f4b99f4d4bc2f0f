using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Ilb.Client;

namespace Ilb.Cmdlets;

/// <summary>Names of the local network sites that the virtual network connects to, or that any does.</summary>
public sealed class SiteNames : NameCompleter
{
    internal override async Task<IEnumerable<string?>> NamesAsync(ServiceManagementClient client, IDictionary bound)
    {
        var network = bound["VNetName"]?.ToString();
        var networks = (await client.GetVirtualNetworkSitesAsync().ConfigureAwait(false)).Sites;
        return networks.Where(n => network is null || Names.Same(n.Name, network)).SelectMany(n => n.Gateway?.Sites ?? []).Select(s => s.Name);
    }
}
