namespace Ilb.Model.Commands;

/// <summary>Removes a tenant that has nothing any more.</summary>
public sealed record RemoveSubscription(Guid Subscription) : Command(Subscription);
