namespace Ilb.Model.Commands;

/// <summary>DELETE of a deployment, by name or by slot (the caller resolves the slot to the name).</summary>
public sealed record DeleteDeployment(Guid Subscription, string CloudService, string Deployment)
    : DeploymentCommand(Subscription, CloudService, Deployment);
