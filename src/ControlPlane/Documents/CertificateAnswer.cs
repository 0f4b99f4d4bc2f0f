using System.Security.Cryptography.X509Certificates;
using Ilb.Model.Desired;
using Wire = Ilb.Contracts;

namespace Ilb.ControlPlane.Documents;

internal static class CertificateAnswer
{
    public static Wire.SubscriptionCertificate Of(ManagementCertificate certificate) => new()
    {
        SubscriptionCertificatePublicKey = certificate.Data is { } data ? PublicKey(data) : null,
        SubscriptionCertificateThumbprint = certificate.Thumbprint ?? certificate.Sha256,
        SubscriptionCertificateData = certificate.Data,
        Created = certificate.Added,
    };

    private static string PublicKey(string data)
    {
        using var certificate = X509CertificateLoader.LoadCertificate(Convert.FromBase64String(data));
        return Convert.ToBase64String(certificate.GetPublicKey());
    }
}
