namespace Ilb.Model.Commands;

/// <summary>DELETE services/hostedservices/{name}.</summary>
/// <param name="WithDeployments">comp=media: the deployments go too; else having one is an error.</param>
public sealed record DeleteCloudService(Guid Subscription, string Name, bool WithDeployments) : Command(Subscription);
