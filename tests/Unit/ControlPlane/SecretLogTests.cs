using System.Net;
using AwesomeAssertions;
using Ilb.Contracts;
using Ilb.ControlPlane;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Ilb.Unit.ControlPlane;

/// <summary>Keys pass through the service and leave nothing in its log, whatever its level.</summary>
public sealed class SecretLogTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ilb-log-").FullName;

    [Fact]
    public async Task No_key_is_in_the_log()
    {
        using var log = new LogLines();
        using var logs = LoggerFactory.Create(builder => builder.SetMinimumLevel(LogLevel.Trace).AddProvider(log));
        await using var host = await ControlPlaneHost.StartAsync(new ControlPlaneOptions(_folder, new IPEndPoint(IPAddress.Loopback, 0)), logs);
        using var client = Connection.Open(host.Folder)!;
        await client.SendAsync(HttpMethod.Put, "services/networking/media", Requests.ConnectedNetwork);
        await client.SendAsync(HttpMethod.Post, TestService.MyGateway, null);
        var made = host.Feed.Current.Gateways.Single().Tunnels.Single().SharedKey;
        foreach (var key in (string[])["secret4711", "secret 4711"])
            await client.SendAsync(HttpMethod.Post, $"{TestService.MyGateway}/connection/hq/sharedkey", XmlDocuments.ToText(new SharedKey { Value = key }));
        await client.SendAsync(HttpMethod.Get, $"{TestService.MyGateway}/connection/hq/sharedkey", null);

        log.Written.Should().NotBeEmpty().And.NotContain(line =>
            line.Contains(made, StringComparison.Ordinal) || line.Contains("secret4711", StringComparison.Ordinal) || line.Contains("secret 4711", StringComparison.Ordinal));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
