using System.Security.Cryptography.X509Certificates;
using System.Xml.Linq;
using Ilb.ControlPlane.Identity;

namespace Ilb.Unit.ControlPlane;

/// <summary>A client made from nothing but the publish settings and the server's certificate of a data folder.</summary>
internal sealed class Connection : IDisposable
{
    private readonly X509Certificate2 _certificate;
    private readonly HttpClient _client;

    private Connection(Uri service, Guid subscription, X509Certificate2 certificate, X509Certificate2Collection trusted)
    {
        _certificate = certificate;
        Subscription = subscription;
        _client = Client(service, certificate, trusted);
    }

    public Guid Subscription { get; }

    public static Connection? Open(DataFolder folder)
    {
        if (!File.Exists(folder.PublishSettingsFile))
            return null;
        var settings = XDocument.Load(folder.PublishSettingsFile).Descendants("Subscription").Single();
        var certificate = X509CertificateLoader.LoadPkcs12(
            Convert.FromBase64String(settings.Attribute("ManagementCertificate")!.Value), null);
        var trusted = new X509Certificate2Collection();
        trusted.ImportFromPemFile(folder.ServerCertificateFile);
        return new Connection(
            new Uri(settings.Attribute("ServiceManagementUrl")!.Value), Guid.Parse(settings.Attribute("Id")!.Value), certificate, trusted);
    }

    /// <summary>A client that trusts those certificates and nothing else.</summary>
    public static HttpClient Client(Uri service, X509Certificate2? certificate, X509Certificate2Collection trusted)
    {
        var sockets = new SocketsHttpHandler();
        sockets.SslOptions.CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        sockets.SslOptions.CertificateChainPolicy.CustomTrustStore.AddRange(trusted);
        if (certificate is not null)
            sockets.SslOptions.ClientCertificates = [certificate];
        sockets.SslOptions.LocalCertificateSelectionCallback = (_, _, certificates, _, _) => certificates.Count > 0 ? certificates[0] : null!;
        return new HttpClient(sockets) { BaseAddress = service };
    }

    public Task<Answer> SendAsync(HttpMethod method, string path, string? body) =>
        TestService.SendAsync(_client, method, $"{Subscription}/{path}", body);

    public void Dispose()
    {
        _client.Dispose();
        _certificate.Dispose();
    }
}
