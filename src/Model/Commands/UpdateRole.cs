namespace Ilb.Model.Commands;

/// <summary>PUT …/deployments/{name}/roles/{role}: replaces the endpoints; absent elements of set members are inherited.</summary>
public sealed record UpdateRole(Guid Subscription, string CloudService, string Deployment, string Name, RoleRequest Role)
    : DeploymentCommand(Subscription, CloudService, Deployment);
