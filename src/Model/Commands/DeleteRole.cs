namespace Ilb.Model.Commands;

/// <summary>DELETE …/deployments/{name}/roles/{role}.</summary>
public sealed record DeleteRole(Guid Subscription, string CloudService, string Deployment, string Name)
    : DeploymentCommand(Subscription, CloudService, Deployment);
