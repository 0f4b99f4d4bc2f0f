using System.Security.Cryptography.X509Certificates;

namespace Ilb.ControlPlane.Identity;

/// <summary>
/// A management certificate with a key of its own, and the file that hands both to a client: made where the file is to be, so that the
/// service gets the public part and never sees the key.
/// </summary>
public sealed class Handover(DateTimeOffset now) : IDisposable
{
    private readonly X509Certificate2 _certificate = CertificateIssue.Management(now);

    /// <summary>What the service is told: base64 of the certificate without its key.</summary>
    public string PublicPart => Convert.ToBase64String(_certificate.RawData);

    /// <summary>The text of a publish settings file.</summary>
    /// <param name="trusted">Who signs the service's certificate; null: the client knows.</param>
    public string Settings(Uri service, Guid subscription, string name, X509Certificate2? trusted) =>
        new PublishSettings(service, subscription, name, _certificate, trusted).Write();

    public void Dispose() => _certificate.Dispose();
}
