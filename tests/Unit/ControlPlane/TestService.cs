using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Xml.Linq;
using AwesomeAssertions;
using Ilb.ControlPlane;
using Microsoft.Extensions.Logging;

namespace Ilb.Unit.ControlPlane;

/// <summary>A control plane in a folder of its own, with a client that holds its management certificate.</summary>
internal sealed class TestService : IAsyncDisposable
{
    private readonly List<HttpClient> _clients = [];

    private TestService(ControlPlaneHost host)
    {
        Host = host;
        Agent = new FakeAgent(host);
        var settings = XDocument.Load(host.Folder.PublishSettingsFile).Descendants("Subscription").Single();
        Subscription = Guid.Parse(settings.Attribute("Id")!.Value);
        ManagementCertificate = X509CertificateLoader.LoadPkcs12(
            Convert.FromBase64String(settings.Attribute("ManagementCertificate")!.Value), null);
        Client = NewClient(ManagementCertificate);
    }

    public ControlPlaneHost Host { get; }

    public FakeAgent Agent { get; }

    public Guid Subscription { get; }

    public X509Certificate2 ManagementCertificate { get; }

    public HttpClient Client { get; }

    public static async Task<TestService> StartAsync(Func<ControlPlaneOptions, ControlPlaneOptions>? change = null, ILoggerFactory? logs = null)
    {
        var folder = Directory.CreateTempSubdirectory("ilb-service-").FullName;
        var options = new ControlPlaneOptions(folder, new IPEndPoint(IPAddress.Loopback, 0)) { DrainTime = TimeSpan.FromMilliseconds(50) };
        return new TestService(await ControlPlaneHost.StartAsync(change?.Invoke(options) ?? options, logs));
    }

    /// <summary>A service with the network, the cloud service, and the machines web1 and web2 of the announcement.</summary>
    public static async Task<TestService> StartWithMachinesAsync(Func<ControlPlaneOptions, ControlPlaneOptions>? change = null, ILoggerFactory? logs = null)
    {
        var service = await StartAsync(change, logs);
        await service.PutNetworkAsync();
        await service.MustAsync(HttpMethod.Post, "services/hostedservices", Requests.Service());
        await service.MustAsync(HttpMethod.Post, $"{MyWebsite}/deployments", Requests.Deployment("MyWebsite1", "web1", "web2"));
        return service;
    }

    /// <summary>And with its load balancer and the load-balanced set on both machines.</summary>
    public static async Task<TestService> StartBalancedAsync(Func<ControlPlaneOptions, ControlPlaneOptions>? change = null, ILoggerFactory? logs = null)
    {
        var service = await StartWithMachinesAsync(change, logs);
        await service.MustAsync(HttpMethod.Post, $"{MyDeployment}/loadbalancers", Requests.LoadBalancer());
        await service.AddEndpointAsync("web1", Requests.Endpoint());
        await service.AddEndpointAsync("web2", Requests.Endpoint());
        return service;
    }

    /// <summary>A service with the network, connected to two sites by a gateway.</summary>
    public static async Task<TestService> StartConnectedAsync()
    {
        var service = await StartAsync();
        await service.MustAsync(HttpMethod.Put, "services/networking/media", Requests.ConnectedNetwork);
        await service.MustAsync(HttpMethod.Post, MyGateway, Ilb.Contracts.XmlDocuments.ToText(new Ilb.Contracts.CreateGateway { GatewayType = "DynamicRouting" }));
        return service;
    }

    public const string MyGateway = "services/networking/VNetUSWest/gateway";

    public const string MyWebsite = "services/hostedservices/MyWebsite1";

    public const string MyDeployment = MyWebsite + "/deployments/MyWebsite1";

    public Task PutNetworkAsync() => MustAsync(HttpMethod.Put, "services/networking/media", Requests.Network);

    /// <summary>Reads the role, adds the endpoint, puts the role, as the cmdlets do.</summary>
    public async Task<Ilb.Contracts.Operation> AddEndpointAsync(string role, Ilb.Contracts.InputEndpoint endpoint)
    {
        var document = (await GetAsync($"{MyDeployment}/roles/{role}")).As<Ilb.Contracts.Role>();
        document.ConfigurationSets!.Single().InputEndpoints!.Add(endpoint);
        return await MustAsync(HttpMethod.Put, $"{MyDeployment}/roles/{role}", Ilb.Contracts.XmlDocuments.ToText(document));
    }

    /// <summary>Sends a change that has to be accepted and, if it is asynchronous, waits until its operation ended.</summary>
    public async Task<Ilb.Contracts.Operation> MustAsync(HttpMethod method, string path, string? body = null)
    {
        var answer = await SendAsync(method, path, body);
        if ((int)answer.Status >= 300)
            throw new InvalidOperationException($"{method} {path}: {answer.Outcome}: {answer.Message}");
        var operation = answer.Status == HttpStatusCode.Accepted || answer.Body.Contains("GatewayOperationAsyncResponse", StringComparison.Ordinal)
            ? await EndOfAsync(answer.RequestId)
            : new Ilb.Contracts.Operation { Status = "Succeeded" };
        return operation.Status == "Succeeded"
            ? operation
            : throw new InvalidOperationException($"{method} {path}: {operation.Error?.Code}: {operation.Error?.Message}");
    }

    /// <summary>The operation once it is no longer in progress.</summary>
    public async Task<Ilb.Contracts.Operation> EndOfAsync(string id)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            var operation = (await GetAsync($"operations/{id}")).As<Ilb.Contracts.Operation>();
            if (operation.Status != "InProgress")
                return operation;
            await Task.Delay(10, patience.Token);
        }
    }

    /// <summary>A client that trusts server.crt and nothing else.</summary>
    public HttpClient NewClient(X509Certificate2? certificate)
    {
        var trusted = new X509Certificate2Collection();
        trusted.ImportFromPemFile(Host.Folder.ServerCertificateFile);
        var client = Connection.Client(new Uri($"https://{Host.Endpoint}/"), certificate, trusted);
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
        var id = response.Headers.TryGetValues("x-ms-request-id", out var ids) ? ids.Single() : "";
        // What is no HTTP never reaches the service: the server below it refuses, without a word.
        if (text.Length > 0 || response.StatusCode != HttpStatusCode.BadRequest)
            id.Should().MatchRegex("^[0-9a-f]{32}$", $"every answer has one, also that to {method} {path}");
        return new Answer(response.StatusCode, text, id);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
            client.Dispose();
        await Agent.DisposeAsync();
        await Host.DisposeAsync();
        ManagementCertificate.Dispose();
        Directory.Delete(Host.Folder.Path, recursive: true);
    }
}
