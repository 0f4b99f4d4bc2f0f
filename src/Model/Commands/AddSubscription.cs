using Ilb.Model.Desired;

namespace Ilb.Model.Commands;

/// <summary>Makes a tenant; the first start of a control plane does it, and its operator.</summary>
/// <param name="Certificate">Opens it.</param>
public sealed record AddSubscription(Guid Subscription, string? Name, ManagementCertificate Certificate) : Command(Subscription);
