using System.Collections.Immutable;

namespace Ilb.Model.Commands;

/// <summary>StartRoleOperation and StartRolesOperation; starting what runs is no error.</summary>
public sealed record StartRoles(Guid Subscription, string CloudService, string Deployment, ImmutableArray<string> Names)
    : DeploymentCommand(Subscription, CloudService, Deployment);
