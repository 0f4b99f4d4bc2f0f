namespace Ilb.Model.Commands;

/// <summary>Lets a management certificate open a subscription no more.</summary>
/// <param name="Thumbprint">SHA-1 or SHA-256, hex.</param>
public sealed record RemoveCertificate(Guid Subscription, string Thumbprint) : Command(Subscription);
