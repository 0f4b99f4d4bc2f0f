using Ilb.Model.Desired;

namespace Ilb.Model.Commands;

/// <summary>POST …/deploymentslots/{slot}?comp=upgrade, or …/deployments/{name}?comp=upgrade.</summary>
/// <param name="Package">Digest of a package that is kept.</param>
/// <param name="Label">Plain text; null keeps the label.</param>
/// <param name="Role">Only instances of this role; null: of all.</param>
public sealed record UpgradeDeployment(
    Guid Subscription,
    string CloudService,
    string Deployment,
    string Package,
    ServiceDefinition Definition,
    ServiceConfigurationDocument Configuration,
    string? Label,
    string? Role) : DeploymentCommand(Subscription, CloudService, Deployment);
