using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Ilb.ControlPlane.Identity;

/// <summary>Certificates with their private keys as PEM files of the data folder.</summary>
internal static class Pem
{
    private static readonly TimeSpan RenewBefore = TimeSpan.FromDays(30);

    public static bool EndsSoon(X509Certificate2 certificate, DateTimeOffset now) => certificate.NotAfter - RenewBefore <= now;

    /// <summary>Null when there is none, it is unreadable, or it ends soon: in each case a new one has to be made.</summary>
    /// <param name="damaged">Told the path of a file that is unreadable.</param>
    public static X509Certificate2? Read(DataFolder folder, string name, DateTimeOffset now, Action<string> damaged)
    {
        if (folder.Read(name) is not { } text)
            return null;
        try
        {
            var certificate = X509Certificate2.CreateFromPem(text, text);
            return EndsSoon(certificate, now) ? null : certificate;
        }
        catch (Exception error) when (error is CryptographicException or ArgumentException)
        {
            damaged(folder.PathOf(name));
            return null;
        }
    }

    public static X509Certificate2 Write(DataFolder folder, string name, X509Certificate2 certificate)
    {
        using var rsa = certificate.GetRSAPrivateKey();
        using var elliptic = certificate.GetECDsaPrivateKey();
        var key = rsa?.ExportPkcs8PrivateKeyPem() ?? elliptic!.ExportPkcs8PrivateKeyPem();
        folder.WriteSecret(name, certificate.ExportCertificatePem() + "\n" + key + "\n");
        return certificate;
    }

    /// <summary>Whether that authority signed it and it names all of these hosts.</summary>
    public static bool Covers(X509Certificate2 server, X509Certificate2 authority, IReadOnlyList<string> names)
    {
        var identifier = server.Extensions.OfType<X509AuthorityKeyIdentifierExtension>().FirstOrDefault()?.KeyIdentifier;
        var own = authority.Extensions.OfType<X509SubjectKeyIdentifierExtension>().FirstOrDefault()?.SubjectKeyIdentifierBytes;
        if (identifier is null || own is null || !identifier.Value.Span.SequenceEqual(own.Value.Span))
            return false;
        return names.All(name => server.MatchesHostname(name, allowWildcards: false, allowCommonName: false));
    }
}
