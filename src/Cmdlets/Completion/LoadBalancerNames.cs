using System.Collections.Generic;
using System.Linq;
using Ilb.Contracts;

namespace Ilb.Cmdlets;

/// <summary>Names of internal load balancers.</summary>
public sealed class LoadBalancerNames : DeploymentNameCompleter
{
    internal override IEnumerable<string?> NamesOf(Deployment deployment) => deployment.LoadBalancers?.Select(l => l.Name) ?? [];
}
