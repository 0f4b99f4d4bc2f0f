using System.Collections.Immutable;

namespace Ilb.Model.Desired;

/// <summary>What a deployment was made of instead of machines one by one.</summary>
/// <param name="Configuration">The .cscfg as it was given; Get Deployment returns it.</param>
public sealed record DeployedPackage(ImmutableArray<DeployedRole> Roles, string Configuration)
{
    public override string ToString() => string.Join(", ", Roles);
}
