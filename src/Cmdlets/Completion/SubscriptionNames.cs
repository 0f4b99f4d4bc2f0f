using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Ilb.Client;

namespace Ilb.Cmdlets;

/// <summary>Names of the subscriptions of this session.</summary>
public sealed class SubscriptionNames : NameCompleter
{
    internal override Task<IEnumerable<string?>> NamesAsync(ServiceManagementClient client, IDictionary bound) =>
        Task.FromResult<IEnumerable<string?>>(Session.Subscriptions.Select(s => s.SubscriptionName));
}
