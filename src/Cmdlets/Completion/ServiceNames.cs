using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Ilb.Client;

namespace Ilb.Cmdlets;

/// <summary>Names of cloud services.</summary>
public sealed class ServiceNames : NameCompleter
{
    internal override async Task<IEnumerable<string?>> NamesAsync(ServiceManagementClient client, IDictionary bound) =>
        (await client.GetServicesAsync().ConfigureAwait(false)).HostedServices.Select(s => s.ServiceName);
}
