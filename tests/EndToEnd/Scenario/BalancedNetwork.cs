using System.Net;
using Ilb.EndToEnd.Fixtures;
using Xunit;

namespace Ilb.EndToEnd.Scenario;

/// <summary>
/// An installation with the service "web" (web1, web2) behind an internal load balancer and, in the same network, client1: the set
/// "first" from public port 100 to local port 8080. Probes find a dead machine within 5 s.
/// </summary>
public sealed class BalancedNetwork : IAsyncLifetime
{
    public const string Service = "web";

    private ServedInstallation? _served;

    /// <summary>Where it answers Prometheus.</summary>
    public IPEndPoint? Metrics { get; init; }

    public ServedInstallation Served => _served!;

    public IPEndPoint Vip { get; private set; } = null!;

    internal MachinePlace Client { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _served = await ServedInstallation.StartAsync(metrics: Metrics);
        try
        {
            await Served.AddNetworksAsync();
            await Served.AddServiceAsync(
                Service,
                [Documents.Role("web1", endpoints: Documents.Member("first", 100, 8080)), Documents.Role("web2", endpoints: Documents.Member("first", 100, 8080))],
                balanced: true);
            await Served.AddServiceAsync("clients", [Documents.Role("client1", Documents.Clients)]);
            Vip = await Served.VipAsync(Service, 100);
            Client = await Served.InsideAsync("client1");
            await Served.HealthyAsync(Service, 2);
        }
        catch
        {
            await Served.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => Served.DisposeAsync();

    /// <summary>The same VIP at another public port.</summary>
    public IPEndPoint At(int port) => new(Vip.Address, port);

    /// <summary>Which machines answer new connections, or why none does.</summary>
    internal async Task<IReadOnlySet<string>> WhoAnswersAsync(IPEndPoint target, int requests = 60)
    {
        var who = new HashSet<string>();
        for (var i = 0; i < requests; i++)
        {
            var reply = await Conversation.OnceAsync(Client, target);
            who.Add(reply.Machine ?? reply.Failure!);
        }

        return who;
    }

    /// <summary>Connections held open until each of the two machines has some.</summary>
    internal async Task<IReadOnlyList<(Conversation Conversation, string Machine)>> HoldAsync(int count)
    {
        var held = new List<(Conversation, string)>();
        for (var i = 0; i < count; i++)
        {
            var conversation = await Conversation.OpenAsync(Client, Vip);
            held.Add((conversation, (await conversation.AskAsync()).Machine ?? throw new InvalidOperationException("Nobody answered.")));
        }

        return held;
    }
}
