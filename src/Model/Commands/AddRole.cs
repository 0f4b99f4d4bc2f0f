namespace Ilb.Model.Commands;

/// <summary>POST …/deployments/{name}/roles.</summary>
public sealed record AddRole(Guid Subscription, string CloudService, string Deployment, RoleRequest Role)
    : DeploymentCommand(Subscription, CloudService, Deployment);
