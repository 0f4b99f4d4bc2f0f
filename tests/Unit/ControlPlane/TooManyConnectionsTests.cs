using System.Net;
using System.Net.Sockets;
using AwesomeAssertions;
using Ilb.ControlPlane;
using Xunit;
using static Ilb.Unit.ControlPlane.RawConnection;

namespace Ilb.Unit.ControlPlane;

/// <summary>Those who hold connections open and say nothing take places from themselves.</summary>
public sealed class TooManyConnectionsTests
{
    private static readonly IPAddress s_stranger = IPAddress.Parse("127.0.0.2");

    [Fact]
    public async Task Thousands_of_connections_that_say_nothing_keep_nobody_out()
    {
        await using var service = await StartAsync(new ServiceLimits { Connections = 2_000 });
        var silent = new List<Socket>();
        try
        {
            for (var i = 0; i < 3_000; i++)
            {
                if (await SilentAsync(service) is { } socket)
                    silent.Add(socket);
                if (i % 300 == 0)
                    await AnswersSoonAsync(service);
            }

            await UntilAsync(() => silent.Count(IsOpen) <= 500);
            silent.Count(IsOpen).Should().Be(500, "a quarter of all may come from one address");
            (await AnotherAsync(service)).Should().Be("200", "there is room for others");
        }
        finally
        {
            silent.ForEach(socket => socket.Dispose());
        }

        await UntilAsync(() => !RefusesAsync(service).GetAwaiter().GetResult());
    }

    [Fact]
    public async Task All_together_have_no_more_connections_than_the_operator_says()
    {
        const int most = 16, addresses = 10, each = 3;
        await using var service = await StartAsync(new ServiceLimits { Connections = most });
        var silent = new List<Socket>();
        try
        {
            for (var i = 0; i < addresses * each; i++)
            {
                if (await SilentAsync(service, IPAddress.Parse($"127.0.1.{1 + i % addresses}")) is { } socket)
                    silent.Add(socket);
            }

            await UntilAsync(() => silent.Count(IsOpen) <= most);
            silent.Count(IsOpen).Should().BeInRange(most - 1, most, "the test's own may be one of them");
        }
        finally
        {
            silent.ForEach(socket => socket.Dispose());
        }
    }

    [Fact]
    public async Task Whoever_says_nothing_at_all_is_cut_off()
    {
        await using var service = await StartAsync(new ServiceLimits());
        using var silent = await ConnectAsync(service, s_stranger);
        silent.Poll(TimeSpan.FromSeconds(25), SelectMode.SelectRead).Should().BeTrue("a handshake takes no half minute");
    }

    private static Task<TestService> StartAsync(ServiceLimits limits) => TestService.StartAsync(options => options with { Limits = limits });

    private static bool IsOpen(Socket socket) => !socket.Poll(0, SelectMode.SelectRead);

    /// <summary>Null: it was reset before anybody noticed that it was there.</summary>
    private static async Task<Socket?> SilentAsync(TestService service, IPAddress? from = null)
    {
        try
        {
            return await ConnectAsync(service, from ?? s_stranger);
        }
        catch (SocketException reset) when (reset.SocketErrorCode == SocketError.ConnectionReset)
        {
            return null;
        }
    }

    private static async Task<bool> RefusesAsync(TestService service)
    {
        using var socket = await SilentAsync(service);
        return socket?.Poll(TimeSpan.FromMilliseconds(200), SelectMode.SelectRead) ?? true;
    }

    /// <summary>A connection of its own.</summary>
    private static async Task<string> AnotherAsync(TestService service)
    {
        using var client = service.NewClient(service.ManagementCertificate);
        return (await TestService.SendAsync(client, HttpMethod.Get, $"{service.Subscription}/locations")).Outcome;
    }
}
