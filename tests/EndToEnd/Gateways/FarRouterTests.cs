using System.Net;
using System.Net.Sockets;
using AwesomeAssertions;
using Ilb.EndToEnd.Fixtures;
using Ilb.Model.Snapshots;
using Xunit;

namespace Ilb.EndToEnd.Gateways;

/// <summary>
/// Errors of a router beyond the tunnel, whose address is of no prefix of the site. ilb's own selectors would not carry them: those of both
/// ends are widened here on purpose, so that the data plane alone decides.
/// </summary>
public sealed class FarRouterTests : IAsyncLifetime
{
    private const int Megabyte = 1 << 20;

    private readonly ConnectedNetwork _network = new();
    private FarRouter? _router;

    public async ValueTask InitializeAsync()
    {
        await _network.RunAsync();
        try
        {
            await ConnectAsync();
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    private async Task ConnectAsync()
    {
        _router = new FarRouter(_network.Site);
        await Selectors.WidenAsync(_network.Host, "gateway/MyVNet", new Slot(9, 1), OnPremises.Prefix.ToString(), FarRouter.Links);
        await _network.Site.ConnectAsync(ConnectedNetwork.Gateway, ConnectedNetwork.Key, others: FarRouter.Links);
        await _network.ConnectedAsync();
        await Selectors.InForceAsync(_network.Host, "gateway/MyVNet", FarRouter.Links);
    }

    public async ValueTask DisposeAsync()
    {
        await _network.DisposeAsync();
        _router?.Dispose();
    }

    [Fact]
    public async Task Machine_learns_from_it_how_large_a_packet_the_way_takes()
    {
        using var receiver = _router!.Place.Udp();
        receiver.Bind(new IPEndPoint(FarRouter.Server, 9000));
        using var sender = _network.Machine("web1").Udp();
        sender.DontFragment = true;
        await sender.ConnectAsync((IPEndPoint)receiver.LocalEndPoint!, TestContext.Current.CancellationToken);
        await Eventually.TrueAsync(() => TunnelTests.TrySend(sender, 1300 - 27) == SocketError.MessageSize, "1301 bytes are too much");
        await Eventually.TrueAsync(() => TunnelTests.TrySend(sender, 1300 - 28) == SocketError.Success, "1300 fit");
        (await receiver.ReceiveAsync(new byte[2000]).WaitAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken)).Should().Be(1272);
    }

    [Fact]
    public async Task Connection_that_a_machine_opens_meets_no_black_hole()
    {
        using var server = _router!.Place.Tcp();
        server.Bind(new IPEndPoint(FarRouter.Server, 8000));
        server.Listen();
        using var client = _network.Machine("web2").Tcp();
        await Conversation.ConnectAsync(client, (IPEndPoint)server.LocalEndPoint!, 0, TimeSpan.FromSeconds(5));
        using var accepted = await Listener.AcceptAsync(server);
        var sending = client.SendAsync(new byte[Megabyte], TestContext.Current.CancellationToken);
        var (buffer, received) = (new byte[1 << 16], 0);
        while (received < Megabyte)
            received += await accepted.ReceiveAsync(buffer).WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        (await sending).Should().Be(Megabyte);
    }

    [Fact]
    public async Task Machine_is_told_that_there_is_no_way() =>
        (await Conversation.OnceAsync(_network.Machine("web1"), new IPEndPoint(FarRouter.Nobody, 80))).Failure.Should().Be(nameof(SocketError.NetworkUnreachable));
}
