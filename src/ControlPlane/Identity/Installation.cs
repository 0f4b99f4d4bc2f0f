using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Ilb.ControlPlane.Identity;

/// <summary>
/// Who this installation is: its certificate authority, server certificate and the management certificate of its first
/// subscription. Opening makes what is missing or no longer fits (another listen address), one file a step, each written only
/// when wrong: opening twice changes nothing.
/// </summary>
public sealed class Installation
{
    private const string AuthorityFile = "ca.pem";
    private const string ServerFile = "server.pem";
    private const string ManagementFile = "management.pem";

    private readonly DataFolder _folder;
    private readonly X509Certificate2 _authority;
    private readonly X509Certificate2 _management;

    private Installation(DataFolder folder, X509Certificate2 authority, X509Certificate2 server, X509Certificate2 management)
    {
        _folder = folder;
        _authority = authority;
        _management = management;
        Server = server;
        ManagementThumbprint = ThumbprintOf(management);
    }

    /// <summary>With its private key.</summary>
    public X509Certificate2 Server { get; }

    public string ManagementThumbprint { get; }

    /// <summary>By which subscriptions know their certificates: SHA-256, upper-case hex.</summary>
    public static string ThumbprintOf(X509Certificate2 certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        return certificate.GetCertHashString(HashAlgorithmName.SHA256);
    }

    /// <param name="address">Where clients reach the service.</param>
    /// <param name="damaged">Told the path of each certificate that is unreadable and made anew.</param>
    public static Installation Open(DataFolder folder, IPAddress address, DateTimeOffset now, Action<string>? damaged = null)
    {
        damaged ??= _ => { };
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(address);
        var authority = Pem.Read(folder, AuthorityFile, now, damaged) ?? Pem.Write(folder, AuthorityFile, CertificateIssue.Authority(now));
        var server = OpenServer(folder, authority, NamesOf(address), now, damaged);
        var management = Pem.Read(folder, ManagementFile, now, damaged) ?? Pem.Write(folder, ManagementFile, CertificateIssue.Management(now));
        var trusted = server.ExportCertificatePem() + "\n" + authority.ExportCertificatePem() + "\n";
        if (folder.Read(DataFolder.ServerCertificateName) != trusted)
            folder.WritePublic(DataFolder.ServerCertificateName, trusted);
        return new Installation(folder, authority, server, management);
    }

    /// <summary>Writes the file that hands the subscription to its clients, if it does not say the same already.</summary>
    public void Publish(IPEndPoint listen, Guid subscription, string name)
    {
        ArgumentNullException.ThrowIfNull(listen);
        var settings = new PublishSettings(new Uri($"https://{ClientAddress(listen)}/"), subscription, name, _management, _authority);
        if (!settings.Matches(_folder.Read(DataFolder.PublishSettingsName)))
            _folder.WriteSecret(DataFolder.PublishSettingsName, settings.Write());
    }

    private static X509Certificate2 OpenServer(
        DataFolder folder, X509Certificate2 authority, IReadOnlyList<string> names, DateTimeOffset now, Action<string> damaged)
    {
        var server = Pem.Read(folder, ServerFile, now, damaged);
        if (server is not null && Pem.Covers(server, authority, names))
            return server;
        return Pem.Write(folder, ServerFile, CertificateIssue.Server(authority, names, now));
    }

    private static IReadOnlyList<string> NamesOf(IPAddress address)
    {
        var names = new List<string> { "127.0.0.1", "localhost", Dns.GetHostName() };
        if (!IsWildcard(address))
            names.Add(address.ToString());
        return [.. names.Distinct()];
    }

    /// <summary>A service that listens on every address is reached on this machine through loopback.</summary>
    private static IPEndPoint ClientAddress(IPEndPoint listen) =>
        IsWildcard(listen.Address) ? new IPEndPoint(IPAddress.Loopback, listen.Port) : listen;

    private static bool IsWildcard(IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);
}
