using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Xml.Linq;
using Ilb.ControlPlane;

namespace Ilb.Unit.ControlPlane;

/// <summary>A control plane in a folder of its own, with a client that holds its management certificate.</summary>
internal sealed class TestService : IAsyncDisposable
{
    private readonly List<HttpClient> _clients = [];

    private TestService(ControlPlaneHost host)
    {
        Host = host;
        var settings = XDocument.Load(host.Folder.PublishSettingsFile).Descendants("Subscription").Single();
        Subscription = Guid.Parse(settings.Attribute("Id")!.Value);
        ManagementCertificate = X509CertificateLoader.LoadPkcs12(
            Convert.FromBase64String(settings.Attribute("ManagementCertificate")!.Value), null);
        Client = NewClient(ManagementCertificate);
    }

    public ControlPlaneHost Host { get; }

    public Guid Subscription { get; }

    public X509Certificate2 ManagementCertificate { get; }

    public HttpClient Client { get; }

    public static async Task<TestService> StartAsync(string? folder = null)
    {
        folder ??= Directory.CreateTempSubdirectory("ilb-service-").FullName;
        return new TestService(await ControlPlaneHost.StartAsync(new ControlPlaneOptions(folder, new IPEndPoint(IPAddress.Loopback, 0))));
    }

    /// <summary>A client that trusts server.crt and nothing else.</summary>
    public HttpClient NewClient(X509Certificate2? certificate)
    {
        var trusted = new X509Certificate2Collection();
        trusted.ImportFromPemFile(Host.Folder.ServerCertificateFile);
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
        var client = new HttpClient(sockets) { BaseAddress = new Uri($"https://{Host.Endpoint}/") };
        _clients.Add(client);
        return client;
    }

    public Task<Answer> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<Answer> SendAsync(HttpMethod method, string path, string? body = null) =>
        SendAsync(Client, method, $"{Subscription}/{path}", body);

    public static async Task<Answer> SendAsync(
        HttpClient client, HttpMethod method, string path, string? body = null, string? version = "2014-10-01")
    {
        using var request = new HttpRequestMessage(method, path);
        if (version is not null)
            request.Headers.Add("x-ms-version", version);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/xml");
        using var response = await client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return new Answer(
            response.StatusCode, text, response.Headers.TryGetValues("x-ms-request-id", out var ids) ? ids.Single() : "");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
            client.Dispose();
        await Host.DisposeAsync();
        ManagementCertificate.Dispose();
        Directory.Delete(Host.Folder.Path, recursive: true);
    }
}
