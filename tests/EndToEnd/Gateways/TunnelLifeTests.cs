using System.Net;
using System.Net.Sockets;
using AwesomeAssertions;
using Ilb.Agent.Machines;
using Ilb.EndToEnd.Fixtures;
using Ilb.Model.Addressing;
using Ilb.Model.Feed;
using Ilb.Model.Snapshots;
using Xunit;

namespace Ilb.EndToEnd.Gateways;

/// <summary>Tunnels come, go and come again; each test has one of its own.</summary>
public sealed class TunnelLifeTests : IAsyncLifetime
{
    private readonly ConnectedNetwork _network = new();

    public async ValueTask InitializeAsync() => await _network.RunAsync();

    public ValueTask DisposeAsync() => _network.DisposeAsync();

    [Fact]
    public async Task Tunnel_comes_again_after_the_site_was_away_and_nothing_leaves_in_clear_meanwhile()
    {
        await ConnectAsync();
        using var internet = new MachinePlace(_network.Site.Uplink, "internet", IPAddress.Any);
        using var witness = new Witness(internet);
        _network.Site.Kill();
        await Eventually.TrueAsync(() => _network.Seen() is { State: TunnelState.Connecting, Reason: "the peer does not answer" }, "it is noticed", 60);
        (await FailureAsync("web1", new IPEndPoint(OnPremises.Client, 8000))).Should().Be(SocketError.TimedOut);
        await SendWhileCharonDiesAsync();
        await Eventually.TrueAsync(() => witness.Seen.Any(packet => packet.Source.Equals(ConnectedNetwork.Gateway)), "what the gateway sends is seen");
        witness.Seen.Should().NotContain(packet => packet.Source.ToString().StartsWith("10.1.", StringComparison.Ordinal));

        await ConnectAsync();
        (await Conversation.OnceAsync(_network.Site.Place, ConnectedNetwork.Vip)).Failure.Should().BeNull();
    }

    [Fact]
    public async Task Wrong_key_is_named_and_the_right_one_is_taken_while_the_gateway_runs()
    {
        await ConnectAsync();
        _network.Host.Want(ConnectedNetwork.Snapshot("another"));
        await Eventually.TrueAsync(() => _network.Seen()?.Reason?.Contains("shared key", StringComparison.Ordinal) == true, "the key is named", 30);
        var process = Process();
        _network.Host.Want(ConnectedNetwork.Snapshot());
        await _network.ConnectedAsync();
        Process().Should().Be(process);
    }

    [Fact]
    public async Task Other_tunnels_come_and_go_while_one_carries_a_connection()
    {
        await ConnectAsync();
        using var conversation = await Conversation.OpenAsync(_network.Site.Place, ConnectedNetwork.Vip);
        var first = await conversation.AskAsync();
        var before = await SecurityAssociationsAsync();
        var entry = ConnectedNetwork.Entry();
        var branch = new TunnelEntry("Branch", IPAddress.Parse("198.51.100.99"), [Ipv4Prefix.Parse("10.9.0.0/16")], IpsecPolicy.Default, true) { SharedKey = "k" };
        _network.Host.Want(_network.Host.Snapshot with { Gateways = [entry with { Tunnels = [.. entry.Tunnels, branch] }] });
        await Eventually.TrueAsync(() => _network.Host.Agent.Tunnels().Any(tunnel => tunnel is { Site: "Branch", Reason: "the peer does not answer" }), "the other is tried", 30);
        (await conversation.AskAsync()).Should().BeEquivalentTo(first);
        _network.Host.Want(_network.Host.Snapshot with { Gateways = [entry] });
        await Eventually.TrueAsync(() => _network.Host.Agent.Tunnels().Count == 1, "the other is gone");
        (await conversation.AskAsync()).Should().BeEquivalentTo(first);
        (await SecurityAssociationsAsync()).Should().Contain(before);
    }

    [Fact]
    public async Task Disconnected_tunnel_goes_and_comes_again()
    {
        await ConnectAsync();
        var entry = ConnectedNetwork.Entry();
        _network.Host.Want(_network.Host.Snapshot with { Gateways = [entry with { Tunnels = [entry.Tunnels[0] with { IsConnected = false }] }] });
        await Eventually.TrueAsync(() => _network.Seen() is { State: TunnelState.NotConnected, Reason: null }, "it is down");
        (await SecurityAssociationsAsync()).Should().BeEmpty();
        (await FailureAsync("web1", new IPEndPoint(OnPremises.Client, 8000))).Should().NotBe(SocketError.Success);
        _network.Host.Want(_network.Host.Snapshot with { Gateways = [entry] });
        await _network.ConnectedAsync();
    }

    [Fact]
    public async Task Agent_that_ends_leaves_the_tunnel_up_and_the_next_one_takes_it_over()
    {
        await ConnectAsync();
        using var conversation = await Conversation.OpenAsync(_network.Site.Place, ConnectedNetwork.Vip);
        var first = await conversation.AskAsync();
        var before = await SecurityAssociationsAsync();
        await _network.Host.StopAsync();
        (await conversation.AskAsync()).Should().BeEquivalentTo(first);
        _network.Host.Start();
        await _network.ConnectedAsync();
        (await conversation.AskAsync()).Should().BeEquivalentTo(first);
        (await SecurityAssociationsAsync()).Should().Contain(before, "both ends may have opened one at the same time, but what was there stays");
    }

    [Fact]
    public async Task Charon_that_dies_is_started_again_and_the_tunnel_comes_again()
    {
        await ConnectAsync();
        var process = Process();
        await KillCharonAsync();
        await Eventually.TrueAsync(() => Process() is not 0 and var now && now != process, "it is started again");
        await Eventually.TrueAsync(
            async () => (await Conversation.OnceAsync(_network.Site.Place, ConnectedNetwork.Vip, patienceSeconds: 1)).Failure is null, "packets pass again", 60);
        await _network.ConnectedAsync();
    }

    [Fact]
    public async Task Keys_are_the_gateways_alone_and_in_no_log()
    {
        await ConnectAsync();
        var folder = MachineFolder.Of(_network.Host.Installation, new Slot(9, 1));
        File.GetUnixFileMode(folder.TunnelsFile).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var holders = Directory.EnumerateFiles(_network.Host.Installation.DataDirectory, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint })
            .Where(file => File.ReadAllText(file) is var text && Encodings.Any(key => text.Contains(key, StringComparison.Ordinal)));
        holders.Should().Equal(folder.TunnelsFile);
    }

    [Fact]
    public async Task Packets_in_clear_never_get_through_the_gateway_whatever_they_claim()
    {
        using var forger = _network.Site.Forger(ConnectedNetwork.Gateway);
        await TryAsync(forger);
        await ConnectAsync();
        await TryAsync(forger);
    }

    private async Task KillCharonAsync()
    {
        var (code, output) = await _network.Host.ExecuteAsync("gateway/MyVNet", "sh", "-c", "kill -9 $(cat /run/charon.pid)");
        code.Should().Be(0, output);
    }

    /// <summary>Its tunnel device goes with it, and the routes that lead there.</summary>
    private async Task SendWhileCharonDiesAsync()
    {
        using var sender = _network.Machine("web1").Udp();
        await KillCharonAsync();
        for (var packet = 0; packet < 100; packet++)
        {
            try
            {
                await sender.SendToAsync(new byte[10], new IPEndPoint(OnPremises.Client, 8000));
            }
            catch (SocketException)
            {
                // It was told that the site can't be reached.
            }

            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }

    private async Task TryAsync(MachinePlace forger)
    {
        using var witness = new Witness(_network.Machine("web1"));
        using var atGateway = new Witness(_network.Machine("gateway/MyVNet"));
        using var socket = forger.Udp();
        socket.Bind(new IPEndPoint(OnPremises.Client, 7777));
        for (var packet = 0; packet < 20; packet++)
        {
            await socket.SendToAsync(new byte[10], new IPEndPoint(IPAddress.Parse("10.1.0.4"), 7777), TestContext.Current.CancellationToken);
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        await Eventually.TrueAsync(() => atGateway.Seen.Count(packet => packet.SourcePort == 7777) == 20, "they come as far as the gateway");
        witness.Seen.Should().NotContain(packet => packet.SourcePort == 7777);
    }

    private static string[] Encodings => [ConnectedNetwork.Key, Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes(ConnectedNetwork.Key))];

    private async Task ConnectAsync()
    {
        await _network.Site.ConnectAsync(ConnectedNetwork.Gateway, ConnectedNetwork.Key);
        await _network.ConnectedAsync();
    }

    private int Process() => MachineFolder.Of(_network.Host.Installation, new Slot(9, 1)).ReadState()!.First;

    /// <summary>Numbers of the keys that carry packets, as the gateway's own charon tells.</summary>
    private async Task<IReadOnlyList<string>> SecurityAssociationsAsync()
    {
        var (_, output) = await _network.Host.ExecuteAsync("gateway/MyVNet", "swanctl", "--list-sas", "--raw");
        return [.. output.Split(' ').Where(word => word.StartsWith("spi-in=", StringComparison.Ordinal))];
    }

    private async Task<SocketError> FailureAsync(string machine, IPEndPoint target)
    {
        using var socket = _network.Machine(machine).Tcp();
        try
        {
            await Conversation.ConnectAsync(socket, target, 0, TimeSpan.FromSeconds(5));
            return SocketError.Success;
        }
        catch (SocketException problem)
        {
            return problem.SocketErrorCode;
        }
    }
}
