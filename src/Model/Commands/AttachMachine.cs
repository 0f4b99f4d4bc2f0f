using Ilb.Model.Snapshots;

namespace Ilb.Model.Commands;

/// <summary>POST …/ilb/attachments, by the operator of the host: of any subscription.</summary>
/// <param name="Machine">"web1" where that is unique, else "MyWebsite1/web1".</param>
public sealed record AttachMachine(Guid Subscription, string Machine, Binding Binding) : Command(Subscription);
