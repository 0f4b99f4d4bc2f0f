namespace Ilb.Model.Commands;

/// <summary>PUT gateway/connection/sharedkey: makes a new one.</summary>
/// <param name="Length">Characters.</param>
public sealed record ResetSharedKey(Guid Subscription, string Network, string Site, int? Length)
    : ConnectionCommand(Subscription, Network, Site);
