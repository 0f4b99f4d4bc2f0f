namespace Ilb.Model.Commands;

/// <summary>PUT services/hostedservices/{name}; a null keeps what is.</summary>
public sealed record UpdateCloudService(Guid Subscription, string Name, string? Label, string? Description) : Command(Subscription);
