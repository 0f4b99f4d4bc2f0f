namespace Ilb.Model.Commands;

/// <summary>Lets another management certificate open a subscription.</summary>
/// <param name="Certificate">Thumbprint (SHA-256, hex).</param>
public sealed record AddCertificate(Guid Subscription, string Certificate) : Command(Subscription);
