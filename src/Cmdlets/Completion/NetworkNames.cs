using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Ilb.Client;

namespace Ilb.Cmdlets;

/// <summary>Names of virtual networks.</summary>
public sealed class NetworkNames : NameCompleter
{
    internal override async Task<IEnumerable<string?>> NamesAsync(ServiceManagementClient client, IDictionary bound) =>
        (await client.GetVirtualNetworkSitesAsync().ConfigureAwait(false)).Sites.Select(s => s.Name);
}
