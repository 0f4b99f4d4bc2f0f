namespace Ilb.Model.Commands;

/// <summary>PUT services/networking/media: replaces the whole network state of the subscription.</summary>
public sealed record PutNetworkConfiguration(Guid Subscription, NetworkConfigurationDocument Document) : Command(Subscription);
