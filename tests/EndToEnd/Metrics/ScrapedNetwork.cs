using Ilb.EndToEnd.Fixtures;
using Ilb.EndToEnd.Scenario;
using Xunit;

namespace Ilb.EndToEnd.Metrics;

/// <summary>A balanced network, served with --metrics, and with a set for datagrams beside that for connections.</summary>
public sealed class ScrapedNetwork : IAsyncLifetime
{
    public const int DatagramPort = 530;

    public BalancedNetwork Network { get; } = new() { Metrics = ServedInstallation.FreeEndPoint() };

    public ServedInstallation Served => Network.Served;

    public async ValueTask InitializeAsync()
    {
        await Network.InitializeAsync();
        await Served.ChangeRoleAsync(
            BalancedNetwork.Service, "web1", role => role.Endpoints().Add(Documents.Member("datagrams", DatagramPort, DatagramPort, "udp", probePort: 8080)));
        await Served.HealthyAsync(BalancedNetwork.Service, 3);
        await Eventually.TrueAsync(AnswersDatagramsAsync, "datagrams are answered"); // no probe asks for them
    }

    public ValueTask DisposeAsync() => Network.DisposeAsync();

    private async Task<bool> AnswersDatagramsAsync()
    {
        using var datagrams = Datagrams.Open(Network.Client, Network.At(DatagramPort));
        return (await datagrams.AskAsync()).Machine is not null;
    }

    internal Task<Scrape> ScrapeAsync() => Scrape.TakeAsync(Network.Metrics!);

    /// <summary>Waits until the sum of such series is that value.</summary>
    internal Task UntilAsync(double value, string name, params (string Name, string Value)[] labels)
    {
        double? seen = null;
        return Eventually.TrueAsync(
            async () => (seen = (await ScrapeAsync()).Sum(name, labels)) == value,
            $"{name} {string.Join(", ", labels)} is {value}",
            seconds: 30);
    }
}
