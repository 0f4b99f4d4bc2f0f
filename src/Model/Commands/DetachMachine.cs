namespace Ilb.Model.Commands;

/// <summary>DELETE …/ilb/attachments, by the operator of the host: the machine waits. For one that waits it is no mistake.</summary>
/// <param name="Machine">"web1" where that is unique, else "MyWebsite1/web1".</param>
public sealed record DetachMachine(Guid Subscription, string Machine) : Command(Subscription);
