namespace Ilb.Model.Commands;

/// <summary>POST gateway.</summary>
public sealed record CreateGateway(Guid Subscription, string Network, string? Type, string? Size) : GatewayCommand(Subscription, Network);
