using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using AwesomeAssertions;
using Ilb.Contracts;
using Ilb.ControlPlane;
using Ilb.ControlPlane.Documents;
using Xunit;

namespace Ilb.Unit.ControlPlane;

/// <summary>Which subscriptions there are, and who says so.</summary>
public sealed class OperatorTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ilb-operator-").FullName;

    [Fact]
    public async Task The_operator_makes_a_subscription_whose_certificate_opens_that_one_alone_and_removes_it_when_it_is_empty()
    {
        await using var service = await TestService.StartAsync();
        using var certificate = TestCertificate.Of("CN=blue");
        var made = Line(await service.SendAsync(HttpMethod.Post, "ilb/subscriptions", Document("blue", certificate)));
        made.Should().Be(new TenantLine(made.Id, "blue", 1, IsOperator: false));
        Lines(await service.GetAsync("ilb/subscriptions")).Should().Equal(made, new TenantLine(service.Subscription, "ilb", 1, IsOperator: true));

        var client = service.NewClient(certificate);
        Task<Answer> Ask(HttpMethod method, string path, string? body = null) => TestService.SendAsync(client, method, $"{made.Id}/{path}", body);
        (await Ask(HttpMethod.Get, "")).As<Subscription>().SubscriptionName.Should().Be("blue");
        Lines(await Ask(HttpMethod.Get, "ilb/subscriptions")).Should().Equal([made], "others do not exist for it");
        (await TestService.SendAsync(client, HttpMethod.Get, $"{service.Subscription}/ilb/subscriptions")).Outcome.Should().Be("403 AuthenticationFailed");
        (await TestService.SendAsync(service.Client, HttpMethod.Get, $"{made.Id}/locations")).Outcome.Should().Be("403 AuthenticationFailed", "who makes it does not get in");

        await Ask(HttpMethod.Post, "services/hostedservices", Requests.Service("inside"));
        var refused = await service.SendAsync(HttpMethod.Delete, $"ilb/subscriptions/{made.Id}");
        refused.Outcome.Should().Be("409 ConflictError");
        refused.Message.Should().NotContain("inside");
        await Ask(HttpMethod.Delete, "services/hostedservices/inside");
        var package = Directory.CreateDirectory(Path.Combine(service.Host.Folder.Path, "packages", made.Id.ToString("N"), "unpacked")).FullName;
        (await service.SendAsync(HttpMethod.Delete, $"ilb/subscriptions/{made.Id}")).Outcome.Should().Be("200");
        Directory.Exists(package).Should().BeFalse("nobody can use it any more");
        (await Ask(HttpMethod.Get, "locations")).Outcome.Should().Be("403 AuthenticationFailed");
        (await service.GetAsync("ilb/audit")).Body.Should().Contain($"Add subscription blue {made.Id} with certificate {certificate.Thumbprint} CN=blue")
            .And.Contain($"Remove subscription blue ({made.Id})");
    }

    [Fact]
    public async Task No_tenant_makes_or_removes_subscriptions_nor_learns_which_there_are()
    {
        await using var service = await TestService.StartAsync();
        using var certificate = TestCertificate.Of("CN=blue");
        var blue = await service.Host.AddSubscriptionAsync("blue", certificate);
        var client = service.NewClient(certificate);
        var green = await service.Host.AddSubscriptionAsync("green", certificate);
        (await TestService.SendAsync(client, HttpMethod.Post, $"{blue}/ilb/subscriptions", Document("red", certificate))).Outcome.Should().Be("403 ForbiddenError");
        var there = await TestService.SendAsync(client, HttpMethod.Delete, $"{blue}/ilb/subscriptions/{green}");
        var nowhere = await TestService.SendAsync(client, HttpMethod.Delete, $"{blue}/ilb/subscriptions/{Guid.NewGuid()}");
        there.Should().Be(nowhere with { RequestId = there.RequestId });
        there.Outcome.Should().Be("403 ForbiddenError");
    }

    [Fact]
    public async Task What_is_no_subscription_is_refused_with_a_sentence()
    {
        await using var service = await TestService.StartAsync();
        using var certificate = TestCertificate.Of("CN=blue");
        async Task RefusedAsync(string body, string code, string message)
        {
            var answer = await service.SendAsync(HttpMethod.Post, "ilb/subscriptions", body);
            answer.Outcome.Should().Be(code);
            answer.Message.Should().Match(message);
        }

        await RefusedAsync("{", "400 BadRequest", "The body is no subscription, such as*");
        await RefusedAsync("null", "400 BadRequest", "The body is no subscription, such as*");
        await RefusedAsync("""{"name":"blue"}""", "400 BadRequest", "certificate: it is no base64*");
        await RefusedAsync(Document("", certificate), "400 BadRequest", "The subscription name is invalid*");
        await RefusedAsync(Document("ILB", certificate), "409 ConflictError", "The subscription ilb*already exists*");
        (await service.SendAsync(HttpMethod.Delete, $"ilb/subscriptions/{service.Subscription}")).Outcome.Should().Be("409 ConflictError");
        (await service.SendAsync(HttpMethod.Delete, "ilb/subscriptions/nothing")).Outcome.Should().Be("404 ResourceNotFound");
    }

    [Fact]
    public async Task A_certificate_of_the_data_folder_that_was_removed_stays_so_and_the_next_start_makes_another()
    {
        using var another = TestCertificate.Of("CN=deploy");
        X509Certificate2 former;
        Guid subscription;
        await using (var host = await StartAsync())
        {
            former = X509Certificate2.CreateFromPemFile(host.Folder.PathOf("management.pem"));
            using var first = Connection.Open(host.Folder)!;
            subscription = first.Subscription;
            (await first.SendAsync(HttpMethod.Post, "certificates", TestCertificate.Document(another))).Outcome.Should().Be("200");
            (await first.SendAsync(HttpMethod.Delete, $"certificates/{former.Thumbprint}", null)).Outcome.Should().Be("200");
            (await first.SendAsync(HttpMethod.Get, "locations", null)).Outcome.Should().Be("403 AuthenticationFailed");
        }

        await using (var host = await StartAsync())
        {
            using var second = Connection.Open(host.Folder)!;
            second.Subscription.Should().Be(subscription);
            (await second.SendAsync(HttpMethod.Get, "locations", null)).Outcome.Should().Be("200");
            (await AskAsync(host, former, subscription)).Outcome.Should().Be("403 AuthenticationFailed");
            (await AskAsync(host, another, subscription)).Outcome.Should().Be("200");
        }

        await using var third = await StartAsync();
        using var again = Connection.Open(third.Folder)!;
        (await again.SendAsync(HttpMethod.Get, "certificates", null)).As<SubscriptionCertificateList>().Certificates.Should().HaveCount(2, "not each start makes one");
        former.Dispose();
    }

    [Fact]
    public async Task Whoever_adds_the_operator_s_certificate_to_a_subscription_does_not_become_the_operator()
    {
        Guid tenant;
        await using (var host = await StartAsync())
        {
            using var own = X509Certificate2.CreateFromPemFile(host.Folder.PathOf("management.pem"));
            using var client = Connection.Open(host.Folder)!;
            // The state keeps subscriptions in the order of their ids.
            for (var count = 0; (tenant = await host.AddSubscriptionAsync($"tenant{count}", own)) > client.Subscription; count++)
            {
            }
        }

        await using var again = await StartAsync();
        using var still = Connection.Open(again.Folder)!;
        still.Subscription.Should().NotBe(tenant);
        Lines(await still.SendAsync(HttpMethod.Get, "ilb/subscriptions", null)).Single(line => line.IsOperator).Id.Should().Be(still.Subscription);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Task<ControlPlaneHost> StartAsync() => ControlPlaneHost.StartAsync(new ControlPlaneOptions(_folder, new IPEndPoint(IPAddress.Loopback, 0)));

    private static async Task<Answer> AskAsync(ControlPlaneHost host, X509Certificate2 certificate, Guid subscription)
    {
        var trusted = new X509Certificate2Collection();
        trusted.ImportFromPemFile(host.Folder.ServerCertificateFile);
        using var client = Connection.Client(new Uri($"https://{host.Endpoint}/"), certificate, trusted);
        return await TestService.SendAsync(client, HttpMethod.Get, $"{subscription}/locations");
    }

    private static string Document(string name, X509Certificate2 certificate) =>
        JsonSerializer.Serialize(new TenantRequest(name, Convert.ToBase64String(certificate.RawData)), JsonSerializerOptions.Web);

    private static TenantLine Line(Answer answer) =>
        answer.Status == HttpStatusCode.Created ? JsonSerializer.Deserialize<TenantLine>(answer.Body, JsonSerializerOptions.Web)! : throw new InvalidOperationException(answer.Body);

    private static TenantLine[] Lines(Answer answer) => JsonSerializer.Deserialize<TenantLine[]>(answer.Body, JsonSerializerOptions.Web)!;
}
