namespace Ilb.Model.Commands;

/// <summary>POST …/deploymentslots/{slot}?comp=config, or …/deployments/{name}?comp=config.</summary>
public sealed record ConfigureDeployment(Guid Subscription, string CloudService, string Deployment, ServiceConfigurationDocument Configuration)
    : DeploymentCommand(Subscription, CloudService, Deployment);
