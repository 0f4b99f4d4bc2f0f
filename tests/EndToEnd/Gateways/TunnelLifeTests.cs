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
        using var witness = new Witness(_network.Site.Place);
        _network.Site.Kill();
        await Eventually.TrueAsync(() => _network.Seen() is { State: TunnelState.Connecting, Reason: "the peer does not answer" }, "it is noticed", 60);
        (await FailureAsync("web1", new IPEndPoint(OnPremises.Client, 8000))).Should().Be(SocketError.HostUnreachable);
        witness.Seen.Should().NotContain(packet => packet.Source.ToString().StartsWith("10.1.", StringComparison.Ordinal));

        await ConnectAsync();
        (await Conversation.OnceAsync(_network.Site.Place, ConnectedNetwork.Vip)).Failure.Should().BeNull();
    }

    [Fact]
    public async Task Wrong_key_is_named_and_the_right_one_is_taken_while_the_gateway_runs()
    {
        _network.Host.Want(ConnectedNetwork.Snapshot("another"));
        await _network.Site.ConnectAsync(ConnectedNetwork.Gateway, ConnectedNetwork.Key);
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
        var entry = ConnectedNetwork.Entry();
        var branch = new TunnelEntry("Branch", IPAddress.Parse("198.51.100.99"), [Ipv4Prefix.Parse("10.9.0.0/16")], IpsecPolicy.Default, true) { SharedKey = "k" };
        _network.Host.Want(_network.Host.Snapshot with { Gateways = [entry with { Tunnels = [.. entry.Tunnels, branch] }] });
        await Eventually.TrueAsync(() => _network.Host.Agent.Tunnels().Any(tunnel => tunnel is { Site: "Branch", Reason: "the peer does not answer" }), "the other is tried", 30);
        (await conversation.AskAsync()).Should().BeEquivalentTo(first);
        _network.Host.Want(_network.Host.Snapshot with { Gateways = [entry] });
        await Eventually.TrueAsync(() => _network.Host.Agent.Tunnels().Count == 1, "the other is gone");
        (await conversation.AskAsync()).Should().BeEquivalentTo(first);
        (await SecurityAssociationsAsync()).Should().ContainSingle();
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
        (await SecurityAssociationsAsync()).Should().Equal(before);
    }

    [Fact]
    public async Task Charon_that_dies_is_started_again_and_the_tunnel_comes_again()
    {
        await ConnectAsync();
        var (code, _) = await _network.Host.ExecuteAsync("gateway/MyVNet", "sh", "-c", "kill -9 $(pidof charon || cat /run/charon.pid)");
        code.Should().Be(0);
        await Eventually.TrueAsync(() => _network.Seen()?.State == TunnelState.Connecting, "it is noticed");
        await Eventually.TrueAsync(() => _network.Seen()?.State == TunnelState.Connected, "it is up again", 60);
        (await Conversation.OnceAsync(_network.Site.Place, ConnectedNetwork.Vip)).Failure.Should().BeNull();
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
