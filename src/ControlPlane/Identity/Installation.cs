using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;

namespace Ilb.ControlPlane.Identity;

/// <summary>
/// Who this installation is: its certificate authority, server certificate, and subscriptions. Opening makes what is missing or
/// no longer fits (another listen address), one file a step, each written only when wrong: opening twice changes nothing.
/// </summary>
public sealed class Installation
{
    private const string AuthorityFile = "ca.pem";
    private const string ServerFile = "server.pem";
    private const string ManagementFile = "management.pem";
    private const string SubscriptionsFile = "subscriptions.json";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private readonly DataFolder _folder;
    private readonly X509Certificate2 _management;

    private Installation(
        DataFolder folder, X509Certificate2 server, X509Certificate2 management, IReadOnlyList<Subscription> subscriptions)
    {
        _folder = folder;
        _management = management;
        Server = server;
        Subscriptions = subscriptions;
    }

    /// <summary>With its private key.</summary>
    public X509Certificate2 Server { get; }

    public IReadOnlyList<Subscription> Subscriptions { get; }

    /// <param name="address">Where clients reach the service.</param>
    public static Installation Open(DataFolder folder, IPAddress address, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(address);
        var authority = Pem.Read(folder, AuthorityFile, now) ?? Pem.Write(folder, AuthorityFile, CertificateIssue.Authority(now));
        var server = OpenServer(folder, authority, NamesOf(address), now);
        var (subscriptions, management) = OpenSubscriptions(folder, now);
        var trusted = server.ExportCertificatePem() + "\n" + authority.ExportCertificatePem() + "\n";
        if (folder.Read(DataFolder.ServerCertificateName) != trusted)
            folder.WritePublic(DataFolder.ServerCertificateName, trusted);
        return new Installation(folder, server, management, subscriptions);
    }

    /// <summary>Writes the file that hands the first subscription to its clients, if it does not say the same already.</summary>
    public void Publish(IPEndPoint listen)
    {
        ArgumentNullException.ThrowIfNull(listen);
        var service = new Uri($"https://{ClientAddress(listen)}/");
        if (!PublishSettings.Matches(_folder.Read(DataFolder.PublishSettingsName), service, Subscriptions[0], _management))
            _folder.WriteSecret(DataFolder.PublishSettingsName, PublishSettings.Write(service, Subscriptions[0], _management));
    }

    /// <summary>The subscription of that id if the certificate opens it, else null.</summary>
    public Subscription? Authenticate(Guid subscription, X509Certificate2? certificate, DateTimeOffset now)
    {
        if (certificate is null || now > certificate.NotAfter || now < certificate.NotBefore)
            return null;
        var thumbprint = certificate.GetCertHashString(HashAlgorithmName.SHA256);
        return Subscriptions.FirstOrDefault(s => s.Id == subscription && s.Certificates.Contains(thumbprint));
    }

    private static X509Certificate2 OpenServer(
        DataFolder folder, X509Certificate2 authority, IReadOnlyList<string> names, DateTimeOffset now)
    {
        var server = Pem.Read(folder, ServerFile, now);
        if (server is not null && Pem.Covers(server, authority, names))
            return server;
        return Pem.Write(folder, ServerFile, CertificateIssue.Server(authority, names, now));
    }

    private static (IReadOnlyList<Subscription> Subscriptions, X509Certificate2 Management) OpenSubscriptions(
        DataFolder folder, DateTimeOffset now)
    {
        const string name = "ilb";
        var management = Pem.Read(folder, ManagementFile, now) ?? Pem.Write(folder, ManagementFile, CertificateIssue.Management(name, now));
        var thumbprint = management.GetCertHashString(HashAlgorithmName.SHA256);
        var known = ReadSubscriptions(folder);
        if (known.Count > 0 && known[0].Certificates.Contains(thumbprint))
            return (known, management);
        IReadOnlyList<Subscription> made = known.Count > 0
            ? [known[0] with { Certificates = [.. known[0].Certificates, thumbprint] }, .. known.Skip(1)]
            : [new Subscription(Guid.NewGuid(), name, [thumbprint])];
        folder.WriteSecret(SubscriptionsFile, JsonSerializer.Serialize(made, Json) + "\n");
        return (made, management);
    }

    private static List<Subscription> ReadSubscriptions(DataFolder folder)
    {
        try
        {
            return JsonSerializer.Deserialize<List<Subscription>>(folder.Read(SubscriptionsFile) ?? "[]", Json) ?? [];
        }
        catch (JsonException error)
        {
            throw new DataFolderException("read", folder.PathOf(SubscriptionsFile), error);
        }
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
