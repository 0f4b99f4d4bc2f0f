using System.Collections.Immutable;

namespace Ilb.Model.Commands;

/// <summary>ShutdownRoleOperation and ShutdownRolesOperation; PostShutdownAction Stopped is <c>StayProvisioned</c>.</summary>
public sealed record StopRoles(Guid Subscription, string CloudService, string Deployment, ImmutableArray<string> Names, bool StayProvisioned)
    : DeploymentCommand(Subscription, CloudService, Deployment);
