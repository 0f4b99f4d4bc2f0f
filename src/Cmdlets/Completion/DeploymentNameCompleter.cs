using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Ilb.Client;
using Ilb.Contracts;

namespace Ilb.Cmdlets;

/// <summary>Names inside the deployment of the cloud service on the command line, or of all where none is given yet.</summary>
public abstract class DeploymentNameCompleter : NameCompleter
{
    internal sealed override async Task<IEnumerable<string?>> NamesAsync(ServiceManagementClient client, IDictionary bound)
    {
        var services = bound["ServiceName"] is string service
            ? [service]
            : (await client.GetServicesAsync().ConfigureAwait(false)).HostedServices.Select(s => s.ServiceName!);
        var names = new List<string?>();
        foreach (var name in services) names.AddRange(await InAsync(client, name).ConfigureAwait(false));
        return names;
    }

    internal abstract IEnumerable<string?> NamesOf(Deployment deployment);

    private async Task<IEnumerable<string?>> InAsync(ServiceManagementClient client, string service)
    {
        try
        {
            return NamesOf(await client.GetDeploymentAsync(service).ConfigureAwait(false));
        }
        catch (ServiceManagementException e) when (e.IsNotFound)
        {
            return [];
        }
    }
}
