using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Ilb.Contracts;

namespace Ilb.Unit.ControlPlane;

/// <summary>Certificates with their keys, self-signed unless told, and what a client sends of them.</summary>
internal static class TestCertificate
{
    /// <param name="from">When it begins, in days from now.</param>
    /// <param name="to">When it ends, in days from now.</param>
    public static X509Certificate2 Of(string subject, double from = -1, double to = 1, int bits = 2048)
    {
        using var key = RSA.Create(bits);
        return Of(subject, key, from, to);
    }

    public static X509Certificate2 Of(string subject, RSA key, double from = -1, double to = 1) =>
        Request(subject, key).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(from), DateTimeOffset.UtcNow.AddDays(to));

    /// <param name="authority">With its key.</param>
    public static X509Certificate2 SignedBy(X509Certificate2 authority, string subject)
    {
        using var key = RSA.Create(2048);
        using var issuer = authority.GetECDsaPrivateKey()!;
        using var signed = Request(subject, key).Create(
            authority.SubjectName, X509SignatureGenerator.CreateForECDsa(issuer), DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1), [1, 2, 3]);
        return signed.CopyWithPrivateKey(key);
    }

    /// <summary>As azure-asm-mgmt sends it.</summary>
    public static string Document(X509Certificate2 certificate) => XmlDocuments.ToText(new SubscriptionCertificate
    {
        SubscriptionCertificatePublicKey = Convert.ToBase64String(certificate.GetPublicKey()),
        SubscriptionCertificateThumbprint = certificate.Thumbprint,
        SubscriptionCertificateData = Convert.ToBase64String(certificate.RawData),
    });

    private static CertificateRequest Request(string subject, RSA key) => new(subject, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
}
