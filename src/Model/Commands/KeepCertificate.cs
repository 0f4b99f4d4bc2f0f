using Ilb.Model.Desired;

namespace Ilb.Model.Commands;

/// <summary>Sees to it that a certificate opens a subscription, and that it is known as a whole: at a start, the one of the data folder.</summary>
public sealed record KeepCertificate(Guid Subscription, ManagementCertificate Certificate) : Command(Subscription);
