using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Ilb.Client;

namespace Ilb.Cmdlets;

/// <summary>Instance sizes.</summary>
public sealed class SizeNames : NameCompleter
{
    internal override async Task<IEnumerable<string?>> NamesAsync(ServiceManagementClient client, IDictionary bound) =>
        (await client.GetLocationsAsync().ConfigureAwait(false)).Locations
            .SelectMany(l => l.ComputeCapabilities?.VirtualMachinesRoleSizes ?? []);
}
