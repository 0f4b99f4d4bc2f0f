namespace Ilb.Model.Desired;

/// <summary>The public part of a certificate that opens a subscription: whoever has its key may do everything there.</summary>
/// <param name="Sha256">Of the certificate, upper-case hex: a connection is known by it.</param>
/// <param name="Thumbprint">SHA-1 of the certificate, upper-case hex, as the classic service names it; null where <paramref name="Data"/> is.</param>
/// <param name="Data">The certificate, base64 of its DER; null: it was added by an ilb that kept the thumbprint alone.</param>
/// <param name="Added">Null where <paramref name="Data"/> is.</param>
public sealed record ManagementCertificate(string Sha256, string? Thumbprint = null, string? Data = null, DateTimeOffset? Added = null)
{
    /// <summary>What a client calls it: by either thumbprint.</summary>
    public bool IsCalled(string thumbprint) => Named.Same(Sha256, thumbprint) || (Thumbprint is not null && Named.Same(Thumbprint, thumbprint));

    public override string ToString() => $"certificate {Thumbprint ?? Sha256}";
}
