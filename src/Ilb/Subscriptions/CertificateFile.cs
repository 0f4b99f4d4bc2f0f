using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Ilb.Subscriptions;

/// <summary>A file with a certificate, in PEM or DER. A private key in the same file stays where it is.</summary>
internal static class CertificateFile
{
    /// <summary>Base64 of the certificate alone.</summary>
    /// <exception cref="SubscriptionException">The file can't be read, or has none.</exception>
    public static string Read(FileInfo file)
    {
        try
        {
            var text = File.ReadAllText(file.FullName);
            using var certificate = text.Contains("-----BEGIN CERTIFICATE-----", StringComparison.Ordinal)
                ? X509Certificate2.CreateFromPem(text)
                : X509CertificateLoader.LoadCertificateFromFile(file.FullName);
            return Convert.ToBase64String(certificate.RawData);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SubscriptionException($"Can't read {file.FullName}: {error.Message}", error);
        }
        catch (CryptographicException error)
        {
            throw new SubscriptionException(
                $"{file.FullName} has no certificate in PEM or DER. Of a PKCS#12 file, 'openssl pkcs12 -in FILE -nokeys' writes it.", error);
        }
    }
}
