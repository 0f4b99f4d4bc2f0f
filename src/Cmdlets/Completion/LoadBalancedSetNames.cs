using System.Collections.Generic;
using System.Linq;
using Ilb.Contracts;

namespace Ilb.Cmdlets;

/// <summary>Names of load-balanced sets.</summary>
public sealed class LoadBalancedSetNames : DeploymentNameCompleter
{
    internal override IEnumerable<string?> NamesOf(Deployment deployment) => (deployment.RoleList ?? [])
        .SelectMany(r => r.ConfigurationSets ?? [])
        .SelectMany(s => s.InputEndpoints ?? [])
        .Select(e => e.LoadBalancedEndpointSetName);
}
