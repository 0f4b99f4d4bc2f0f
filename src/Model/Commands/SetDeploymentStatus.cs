namespace Ilb.Model.Commands;

/// <summary>POST …/deploymentslots/{slot}?comp=status, or …/deployments/{name}?comp=status.</summary>
/// <param name="Status">"Running" or "Suspended", any case.</param>
public sealed record SetDeploymentStatus(Guid Subscription, string CloudService, string Deployment, string? Status)
    : DeploymentCommand(Subscription, CloudService, Deployment);
