using System.Collections.Immutable;

namespace Ilb.Model.Commands;

/// <summary>RestartRoleOperation.</summary>
public sealed record RestartRoles(Guid Subscription, string CloudService, string Deployment, ImmutableArray<string> Names)
    : DeploymentCommand(Subscription, CloudService, Deployment);
