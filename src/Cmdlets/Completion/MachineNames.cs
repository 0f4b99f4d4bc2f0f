using System.Collections.Generic;
using System.Linq;
using Ilb.Contracts;

namespace Ilb.Cmdlets;

/// <summary>Names of machines.</summary>
public sealed class MachineNames : DeploymentNameCompleter
{
    internal override IEnumerable<string?> NamesOf(Deployment deployment) => deployment.RoleList?.Select(r => r.RoleName) ?? [];
}
