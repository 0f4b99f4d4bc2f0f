using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Ilb.Client;

namespace Ilb.Cmdlets;

/// <summary>Names of affinity groups.</summary>
public sealed class AffinityGroupNames : NameCompleter
{
    internal override async Task<IEnumerable<string?>> NamesAsync(ServiceManagementClient client, IDictionary bound) =>
        (await client.GetAffinityGroupsAsync().ConfigureAwait(false)).AffinityGroups.Select(g => g.Name);
}
