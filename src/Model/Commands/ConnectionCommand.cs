namespace Ilb.Model.Commands;

/// <summary>A command on a gateway's connection to one site.</summary>
/// <param name="Site">Name from the path.</param>
public abstract record ConnectionCommand(Guid Subscription, string Network, string Site) : GatewayCommand(Subscription, Network);
