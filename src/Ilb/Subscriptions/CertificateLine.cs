using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Serialization;
using Ilb.Client;
using Ilb.Contracts;

namespace Ilb.Subscriptions;

/// <summary>A management certificate as `ilb subscription certificate` tells of it.</summary>
/// <param name="Thumbprint">SHA-1, as the API has it; SHA-256 where an earlier ilb kept that alone.</param>
/// <param name="Sha256">As the audit log and the journal have it.</param>
/// <param name="Subject">What it says of itself, which nobody checked.</param>
/// <param name="IsThisOne">Whether the command was run with it.</param>
internal sealed record CertificateLine(
    string Thumbprint, string Sha256, string? Subject, DateTimeOffset? NotBefore, DateTimeOffset? NotAfter, DateTimeOffset? Added, bool IsThisOne)
{
    public static CertificateLine Of(SubscriptionCertificate known, AzureSubscription asking)
    {
        var thumbprint = known.SubscriptionCertificateThumbprint ?? "";
        var own = asking.Certificate.GetCertHashString(HashAlgorithmName.SHA256);
        if (known.SubscriptionCertificateData is not { Length: > 0 } data)
            return new CertificateLine(thumbprint, thumbprint, null, null, null, known.Created, thumbprint == own);
        using var certificate = X509CertificateLoader.LoadCertificate(Convert.FromBase64String(data));
        var hash = certificate.GetCertHashString(HashAlgorithmName.SHA256);
        return new CertificateLine(
            thumbprint, hash, Printable(certificate.Subject), certificate.NotBefore.ToUniversalTime(), certificate.NotAfter.ToUniversalTime(), known.Created, hash == own);
    }

    /// <summary>Whoever made it chose the text, and a terminal obeys control characters.</summary>
    private static string Printable(string text) => string.Concat(text.Select(c => char.IsControl(c) ? '?' : c));

    /// <summary>What is worth a remark.</summary>
    [JsonIgnore]
    public string Remark => string.Join(", ", new[]
    {
        IsThisOne ? "this one" : null,
        NotAfter < DateTimeOffset.UtcNow ? "has ended" : null,
        NotBefore > DateTimeOffset.UtcNow ? "not valid yet" : null,
    }.OfType<string>());
}
