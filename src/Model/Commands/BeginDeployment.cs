namespace Ilb.Model.Commands;

/// <summary>What is said of every new deployment, whatever its machines are made of.</summary>
/// <param name="Slot">"Production" or "Staging"; null is Staging, the API's default.</param>
/// <param name="Label">Plain text.</param>
public abstract record BeginDeployment(Guid Subscription, string CloudService, string? Name, string? Slot, string? Label)
    : Command(Subscription);
