using Ilb.Model.Desired;

namespace Ilb.Model.Commands;

/// <summary>POST services/hostedservices/{name}/deploymentslots/{slot}.</summary>
/// <param name="Package">Digest of a package that is kept.</param>
/// <param name="Start">Whether its instances run at once.</param>
public sealed record CreatePackageDeployment(
    Guid Subscription,
    string CloudService,
    string? Name,
    string? Slot,
    string? Label,
    string Package,
    ServiceDefinition Definition,
    ServiceConfigurationDocument Configuration,
    bool Start) : BeginDeployment(Subscription, CloudService, Name, Slot, Label);
