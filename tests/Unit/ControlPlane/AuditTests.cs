using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using AwesomeAssertions;
using Ilb.ControlPlane.Audit;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Ilb.Unit.ControlPlane;

public sealed class AuditTests
{
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_changed_what_from_where_and_what_became_of_it_is_written_down()
    {
        await using var service = await TestService.StartWithMachinesAsync();
        await service.SendAsync(HttpMethod.Delete, "services/hostedservices/nosuch");
        await service.GetAsync("services/hostedservices");
        var entries = await ReadAsync(service);
        entries.Select(entry => $"{entry.Request}: {entry.Operation} {entry.Result} {entry.Code}").Should().Equal(
            "PUT services/networking/media: Set network configuration network configuration succeeded ",
            "POST services/hostedservices:  done ",
            "POST services/hostedservices/MyWebsite1/deployments: Create deployment MyWebsite1/MyWebsite1 succeeded ",
            "DELETE services/hostedservices/nosuch:  refused ResourceNotFound");
        entries.Should().OnlyContain(entry => entry.Thumbprint == service.ManagementCertificate.GetCertHashString(HashAlgorithmName.SHA256)
            && entry.Subject == "CN=ilb management" && entry.From.StartsWith("127.0.0.1:", StringComparison.Ordinal));
        entries[0].Ended.Should().BeAfter(entries[0].At);
        (await ReadAsync(service, "audit?limit=1")).Single().Code.Should().Be("ResourceNotFound");
        (await ReadAsync(service, $"audit?since={Uri.EscapeDataString(entries[2].At.ToString("o"))}")).Should().HaveCount(2);
        File.GetUnixFileMode(LogOf(service)).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task Reading_a_gateway_s_key_is_written_down_and_no_key_ever()
    {
        await using var service = await TestService.StartConnectedAsync();
        var key = service.Host.Feed.Current.Gateways.Single().Tunnels.First().SharedKey;
        await service.GetAsync($"{TestService.MyGateway}/connection/hq/sharedkey");
        (await ReadAsync(service))[^1].Request.Should().Be($"GET {TestService.MyGateway}/connection/hq/sharedkey");
        var plan = JsonDocument.Parse((await service.SendAsync(HttpMethod.Post, "ilb/plans")).Body).RootElement.GetProperty("id").GetString();
        (await service.GetAsync($"ilb/plans/{plan}/{TestService.MyGateway}/connection/hq/sharedkey")).Body.Should().Contain(key);
        (await ReadAsync(service)).Count(entry => entry.Request.EndsWith("sharedkey", StringComparison.Ordinal)).Should().Be(2, "a plan's keys are the real ones");
        (await File.ReadAllTextAsync(LogOf(service), Cancellation)).Should().NotContain(key);
    }

    [Fact]
    public async Task A_plan_changes_nothing_and_is_not_written_down()
    {
        await using var service = await TestService.StartAsync();
        var plan = JsonDocument.Parse((await service.SendAsync(HttpMethod.Post, "ilb/plans")).Body).RootElement.GetProperty("id").GetString();
        await service.SendAsync(HttpMethod.Put, $"ilb/plans/{plan}/services/networking/media", Requests.Network);
        (await ReadAsync(service)).Should().BeEmpty();
    }

    [Fact]
    public async Task One_subscription_sees_only_its_own()
    {
        await using var service = await TestService.StartAsync();
        await service.PutNetworkAsync();
        using var key = RSA.Create(2048);
        using var certificate = new CertificateRequest("CN=other", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var other = await service.Host.AddSubscriptionAsync("other", certificate);
        var client = service.NewClient(certificate);
        await TestService.SendAsync(client, HttpMethod.Delete, $"{other}/services/hostedservices/theirs");
        Parse((await TestService.SendAsync(client, HttpMethod.Get, $"{other}/ilb/audit")).Body).Single().Subject.Should().Be("CN=other");
        (await ReadAsync(service)).Single().Request.Should().Be("PUT services/networking/media");
        (await TestService.SendAsync(client, HttpMethod.Get, $"{service.Subscription}/ilb/audit")).Status.Should().Be(HttpStatusCode.Forbidden);
    }

    [Fact]
    public void The_log_is_bounded_and_a_torn_line_costs_no_other()
    {
        var folder = Directory.CreateTempSubdirectory("ilb-audit-").FullName;
        try
        {
            var log = new AuditLog(folder, NullLogger.Instance);
            var entry = new AuditEntry(DateTimeOffset.UnixEpoch, "1", "AB", "CN=x", "::1", "DELETE x", null, "done");
            log.Append(Guid.Empty, entry);
            var file = Directory.GetFiles(folder).Single();
            File.AppendAllText(file, "{\"at\":\"20");
            log.Append(Guid.Empty, entry with { Id = "2" });
            log.Read(Guid.Empty, DateTimeOffset.MinValue, 10).Select(read => read.Id).Should().Equal("1", "2");

            for (var id = 0; id < 3; id++)
            {
                File.AppendAllText(file, new string('x', (int)AuditLog.MostBytes) + "\n");
                log.Append(Guid.Empty, entry with { Id = $"later {id}" });
            }

            Directory.GetFiles(folder).Order().Should().Equal(file, file + ".1");
            log.Read(Guid.Empty, DateTimeOffset.MinValue, 10).Select(read => read.Id).Should().Equal("later 1", "later 2");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string LogOf(TestService service) => Directory.GetFiles(service.Host.Folder.PathOf("audit")).Single();

    private static async Task<AuditEntry[]> ReadAsync(TestService service, string path = "audit") => Parse((await service.GetAsync("ilb/" + path)).Body);

    private static AuditEntry[] Parse(string json) => JsonSerializer.Deserialize<AuditEntry[]>(json, JsonSerializerOptions.Web)!;
}
