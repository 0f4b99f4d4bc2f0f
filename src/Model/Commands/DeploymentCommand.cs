namespace Ilb.Model.Commands;

/// <summary>A command on an existing deployment.</summary>
/// <param name="CloudService">Name from the path.</param>
/// <param name="Deployment">Name from the path.</param>
public abstract record DeploymentCommand(Guid Subscription, string CloudService, string Deployment) : Command(Subscription);
