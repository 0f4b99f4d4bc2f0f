using System.Security.Cryptography.X509Certificates;
using Ilb.ControlPlane.Api;
using Ilb.ControlPlane.Identity;
using Wire = Ilb.Contracts;

namespace Ilb.ControlPlane.Documents;

/// <summary>What management certificate a request sends; what is sent beside it has to be of it.</summary>
internal static class CertificateRequests
{
    public static X509Certificate2 Of(ApiRequest request, DateTimeOffset now)
    {
        var document = RequestDocument.Read<Wire.SubscriptionCertificate>(request);
        var (read, problem) = PublicPart.Read(document.SubscriptionCertificateData, now);
        var certificate = read ?? throw ApiException.BadRequest($"SubscriptionCertificateData: {problem}");
        if (Contradiction(document, certificate) is not { } contradiction)
            return certificate;
        certificate.Dispose();
        throw ApiException.BadRequest(contradiction);
    }

    private static string? Contradiction(Wire.SubscriptionCertificate document, X509Certificate2 certificate)
    {
        if (document.SubscriptionCertificateThumbprint is { Length: > 0 } thumbprint && !PublicPart.Of(certificate, default).IsCalled(thumbprint))
            return $"SubscriptionCertificateThumbprint: '{thumbprint}' is not that of the certificate, which is {certificate.Thumbprint}.";
        return document.SubscriptionCertificatePublicKey is { Length: > 0 } key && !IsKeyOf(certificate, key)
            ? "SubscriptionCertificatePublicKey: it is not that of the certificate."
            : null;
    }

    /// <summary>Clients send the key's bits, or the structure around them that names the algorithm.</summary>
    private static bool IsKeyOf(X509Certificate2 certificate, string text)
    {
        var key = new byte[text.Length];
        if (!Convert.TryFromBase64String(text, key, out var length))
            return false;
        return key.AsSpan(0, length).SequenceEqual(certificate.GetPublicKey())
            || key.AsSpan(0, length).SequenceEqual(certificate.PublicKey.ExportSubjectPublicKeyInfo());
    }
}
