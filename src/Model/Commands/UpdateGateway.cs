namespace Ilb.Model.Commands;

/// <summary>PATCH gateway.</summary>
/// <param name="Operation">Reset, or Resize with a size.</param>
public sealed record UpdateGateway(Guid Subscription, string Network, string? Operation, string? Size) : GatewayCommand(Subscription, Network);
