using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Ilb.Model.Desired;

namespace Ilb.ControlPlane.Identity;

/// <summary>Reads what a client sends as its certificate: the public part, and nothing else.</summary>
internal static class PublicPart
{
    /// <summary>Of a certificate, bytes; usual ones have 1 to 2 KiB.</summary>
    private const int MostBytes = 16 << 10;

    /// <summary>RSA keys that TLS libraries of today refuse are shorter.</summary>
    private const int LeastRsaBits = 2048;

    public static ManagementCertificate Of(X509Certificate2 certificate, DateTimeOffset now) => new(
        Installation.ThumbprintOf(certificate), certificate.Thumbprint, Convert.ToBase64String(certificate.RawData), now);

    /// <summary>The certificate, or a sentence on what is wrong.</summary>
    /// <param name="text">Base64 of a .cer file: DER or PEM.</param>
    public static (X509Certificate2? Certificate, string? Problem) Read(string? text, DateTimeOffset now)
    {
        if (Bytes(text) is not { Length: > 0 } bytes)
            return (null, "it is no base64 of a certificate.");
        if (bytes.Length > MostBytes)
            return (null, $"it has more than {MostBytes} bytes.");
        try
        {
            if (HasKey(bytes))
                return (null, "it has a private key, which nobody but its owner may know. Send the certificate alone, as a .cer file has it, and of another key: this one has left its place.");
            var certificate = X509CertificateLoader.LoadCertificate(bytes);
            return Problem(certificate, now) is { } problem ? (null, problem) : (certificate, null);
        }
        catch (CryptographicException)
        {
            return (null, "it is no X.509 certificate.");
        }
    }

    private static string? Problem(X509Certificate2 certificate, DateTimeOffset now)
    {
        if (certificate.NotAfter <= now)
            return FormattableString.Invariant($"it ended at {certificate.NotAfter.ToUniversalTime():yyyy-MM-dd HH:mm:ss} UTC.");
        using var rsa = certificate.GetRSAPublicKey();
        return rsa is { KeySize: < LeastRsaBits } ? $"its key has {rsa.KeySize} bits; {LeastRsaBits} are needed." : null;
    }

    private static byte[]? Bytes(string? text)
    {
        try
        {
            return Convert.FromBase64String(text ?? "");
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>PKCS#12 holds keys, as a rule; a PEM file says so.</summary>
    private static bool HasKey(byte[] bytes) =>
        Encoding.Latin1.GetString(bytes).Contains("PRIVATE KEY-----", StringComparison.Ordinal)
        || X509Certificate2.GetCertContentType(bytes) is X509ContentType.Pkcs12;
}
