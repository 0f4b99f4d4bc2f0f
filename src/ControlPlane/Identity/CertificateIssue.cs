using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Ilb.ControlPlane.Identity;

/// <summary>
/// Makes the certificates of an installation, valid from yesterday (clocks differ): the server's for a year, as it is renewed unseen,
/// those that clients hold for ten.
/// </summary>
internal static class CertificateIssue
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(3650);
    private static readonly TimeSpan ServerLifetime = TimeSpan.FromDays(365);

    public static X509Certificate2 Authority(DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Authority(key, now);
    }

    /// <summary>Another one with the same key: what it signs is trusted by those who trust the former, while that is valid.</summary>
    public static X509Certificate2 Authority(X509Certificate2 former, DateTimeOffset now)
    {
        using var key = former.GetECDsaPrivateKey()!;
        return Authority(key, now);
    }

    private static X509Certificate2 Authority(ECDsa key, DateTimeOffset now)
    {
        var request = new CertificateRequest("CN=ilb certificate authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        return request.CreateSelfSigned(now.AddDays(-1), now + Lifetime);
    }

    public static X509Certificate2 Server(X509Certificate2 authority, IReadOnlyList<string> names, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=ilb management service", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        request.CertificateExtensions.Add(AlternativeNames(names));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(authority, true, false));
        using var certificate = request.Create(authority, now.AddDays(-1), End(authority, now), SerialNumber());
        return certificate.CopyWithPrivateKey(key);
    }

    /// <summary>RSA, since the classic command line reads nothing else; self-signed, since only its thumbprint counts.</summary>
    public static X509Certificate2 Management(DateTimeOffset now)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=ilb management", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.2")], false));
        return request.CreateSelfSigned(now.AddDays(-1), now + Lifetime);
    }

    private static DateTimeOffset End(X509Certificate2 authority, DateTimeOffset now) =>
        now + ServerLifetime < authority.NotAfter ? now + ServerLifetime : authority.NotAfter;

    private static X509Extension AlternativeNames(IReadOnlyList<string> names)
    {
        var builder = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
        {
            if (IPAddress.TryParse(name, out var address))
                builder.AddIpAddress(address);
            else
                builder.AddDnsName(name);
        }

        return builder.Build();
    }

    private static byte[] SerialNumber()
    {
        var serial = RandomNumberGenerator.GetBytes(16);
        serial[0] &= 0x7f;
        return serial;
    }
}
