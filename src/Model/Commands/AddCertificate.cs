using Ilb.Model.Desired;

namespace Ilb.Model.Commands;

/// <summary>Lets another management certificate open a subscription.</summary>
public sealed record AddCertificate(Guid Subscription, ManagementCertificate Certificate) : Command(Subscription);
