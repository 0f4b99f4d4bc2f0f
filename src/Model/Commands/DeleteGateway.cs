namespace Ilb.Model.Commands;

/// <summary>DELETE gateway.</summary>
public sealed record DeleteGateway(Guid Subscription, string Network) : GatewayCommand(Subscription, Network);
