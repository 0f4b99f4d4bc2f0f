namespace Ilb.Model.Commands;

/// <summary>A command on the gateway of a virtual network.</summary>
/// <param name="Network">Name from the path.</param>
public abstract record GatewayCommand(Guid Subscription, string Network) : Command(Subscription);
