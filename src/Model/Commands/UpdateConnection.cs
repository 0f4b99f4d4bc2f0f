namespace Ilb.Model.Commands;

/// <summary>PUT gateway/connection.</summary>
/// <param name="Operation">Connect or Disconnect.</param>
public sealed record UpdateConnection(Guid Subscription, string Network, string Site, string? Operation)
    : ConnectionCommand(Subscription, Network, Site);
