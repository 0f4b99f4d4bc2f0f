namespace Ilb.Model.Commands;

/// <summary>Makes a tenant; the first start of a control plane does it.</summary>
/// <param name="Certificate">Thumbprint (SHA-256, hex) of its management certificate.</param>
public sealed record AddSubscription(Guid Subscription, string Name, string Certificate) : Command(Subscription);
