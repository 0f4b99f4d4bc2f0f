using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Ilb.Client;

namespace Ilb.Cmdlets;

/// <summary>Prefixes of the subnets of all virtual networks.</summary>
public sealed class SubnetPrefixes : NameCompleter
{
    internal override async Task<IEnumerable<string?>> NamesAsync(ServiceManagementClient client, IDictionary bound) =>
        (await client.GetVirtualNetworkSitesAsync().ConfigureAwait(false)).Sites.SelectMany(s => s.Subnets ?? []).Select(s => s.AddressPrefix);
}
