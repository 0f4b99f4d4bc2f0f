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

    /// <summary>Clients that trust the former authority have so long to learn the new one, which has the same key.</summary>
    private static readonly TimeSpan AuthorityRenewedBefore = TimeSpan.FromDays(365);

    private readonly DataFolder _folder;
    private readonly IReadOnlyList<string> _names;
    private volatile X509Certificate2 _server;
    private X509Certificate2 _authority, _management;

    private Installation(DataFolder folder, IReadOnlyList<string> names, X509Certificate2 authority, X509Certificate2 server, X509Certificate2 management)
    {
        _folder = folder;
        _names = names;
        _authority = authority;
        _management = management;
        _server = server;
    }

    /// <summary>With its private key; another one after <see cref="Renew"/>.</summary>
    public X509Certificate2 Server => _server;

    /// <summary>When each certificate ends, by what it is.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset> Ends => new Dictionary<string, DateTimeOffset>
    {
        ["authority"] = _authority.NotAfter,
        ["management"] = _management.NotAfter,
        ["server"] = _server.NotAfter,
    };

    /// <summary>The certificate that the publish settings hand out.</summary>
    public X509Certificate2 Management => _management;

    /// <summary>Whether it was made just now: no state can know it yet.</summary>
    public bool IsManagementNew { get; private set; }

    /// <summary>By which subscriptions know their certificates: SHA-256, upper-case hex.</summary>
    public static string ThumbprintOf(X509Certificate2 certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        return certificate.GetCertHashString(HashAlgorithmName.SHA256);
    }

    /// <param name="address">Where the service listens.</param>
    /// <param name="names">Names and addresses that clients reach it by, beside those that are known here.</param>
    /// <param name="damaged">Told the path of each certificate that is unreadable and made anew.</param>
    public static Installation Open(DataFolder folder, IPAddress address, IEnumerable<string> names, DateTimeOffset now, Action<string>? damaged = null)
    {
        damaged ??= _ => { };
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(address);
        var authority = Pem.Read(folder, AuthorityFile, now, damaged) ?? Pem.Write(folder, AuthorityFile, CertificateIssue.Authority(now));
        IReadOnlyList<string> all = [.. NamesOf(address).Concat(names).Distinct()];
        var server = Pem.Read(folder, ServerFile, now, damaged) is { } found && Pem.Covers(found, authority, all)
            ? found
            : Pem.Write(folder, ServerFile, CertificateIssue.Server(authority, all, now));
        var management = Pem.Read(folder, ManagementFile, now, damaged);
        var opened = new Installation(folder, all, authority, server, management ?? CertificateIssue.Management(now));
        if (management is null)
            opened.ReplaceManagement(opened._management);
        opened.Renew(now);
        return opened;
    }

    /// <summary>
    /// Makes server and authority anew where they end soon; true: one did. Of the server's clients need not be told; of the authority
    /// they have to be, until the former ends.
    /// </summary>
    public bool Renew(DateTimeOffset now)
    {
        var (authorityEnds, serverEnds) = (_authority.NotAfter - AuthorityRenewedBefore <= now, Pem.EndsSoon(_server, now));
        if (authorityEnds)
            _authority = Pem.Write(_folder, AuthorityFile, CertificateIssue.Authority(_authority, now));
        if (serverEnds)
            _server = Pem.Write(_folder, ServerFile, CertificateIssue.Server(_authority, _names, now));
        WriteTrusted();
        return authorityEnds || serverEnds;
    }

    /// <summary>Makes another management certificate, with another key, in place of the one that does not open the subscription any more.</summary>
    public void ReplaceManagement(DateTimeOffset now) => ReplaceManagement(CertificateIssue.Management(now));

    private void ReplaceManagement(X509Certificate2 certificate)
    {
        _management = Pem.Write(_folder, ManagementFile, certificate);
        IsManagementNew = true;
    }

    /// <summary>Writes the file that hands the subscription to its clients, if it does not say the same already.</summary>
    /// <param name="name">What clients call the service where it does not listen on the loopback; null: its address.</param>
    public void Publish(IPEndPoint listen, string? name, Guid subscription, string subscriptionName)
    {
        ArgumentNullException.ThrowIfNull(listen);
        var service = name is null || IPAddress.IsLoopback(listen.Address)
            ? new Uri($"https://{ClientAddress(listen)}/")
            : new UriBuilder("https", name, listen.Port).Uri;
        var settings = new PublishSettings(service, subscription, subscriptionName, _management, _authority);
        if (!settings.Matches(_folder.Read(DataFolder.PublishSettingsName)))
            _folder.WriteSecret(DataFolder.PublishSettingsName, settings.Write());
    }

    private void WriteTrusted()
    {
        var trusted = _server.ExportCertificatePem() + "\n" + _authority.ExportCertificatePem() + "\n";
        if (_folder.Read(DataFolder.ServerCertificateName) != trusted)
            _folder.WritePublic(DataFolder.ServerCertificateName, trusted);
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
