using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using AwesomeAssertions;
using Ilb.EndToEnd.Fixtures;
using Xunit;

namespace Ilb.EndToEnd.Clients;

/// <summary>`ilb serve` while somebody who has a certificate sends what was made to hurt.</summary>
public sealed class HostileCallerTests
{
    /// <summary>Of each body, all at once.</summary>
    private const int Callers = 40;

    /// <summary>They send 4 GB at once, 150 MB of it in bodies that are small enough: 32 of those are held, one is worked on, the rest is what waits to be collected.</summary>
    private const int MostMegabytes = 400;

    /// <summary>About 12 KB for each of 3,000.</summary>
    private const int MostMegabytesHalfOpen = 100;

    private static readonly TimeSpan s_bearable = TimeSpan.FromSeconds(10);

    /// <summary>A record of a handshake that says it has 512 bytes (RFC 8446, 5.1), and the first of them.</summary>
    private static readonly byte[] s_halfHello = [0x16, 0x03, 0x01, 0x02, 0x00, 0x01];

    /// <summary>What writes them, and what some of them are answered.</summary>
    private static readonly (string Writes, string Refusal)[] s_bodies =
    [
        ("truncate -s 100M /dev/stdout", "413"),
        ("yes '<a>' | tr -d '\\n' | head -c 1000000", "400"),
        ("yes '<a/>' | tr -d '\\n' | head -c 1000000", "400"),
        ("yes '<a/>' | tr -d '\n' | head -c 60000", "400"),
        ("printf '<a '; seq -f 'a%g=\"\"' 60000 | tr '\\n' ' '; printf '/>'", "400"),
        ("printf '<!DOCTYPE x [<!ENTITY a \"'; head -c 500000 /dev/zero | tr '\\0' a; printf '\">]><x>'; yes '&a;' | head -100000; printf '</x>'", "400"),
    ];

    /// <summary>What the rest of them are: too many at once, or cut off amid it.</summary>
    private static readonly string[] s_others = ["503", "000", "100"];

    [Fact]
    public async Task Hostile_bodies_cost_little_memory_and_nobody_waits_for_them()
    {
        await using var served = await WarmAsync();
        var before = served.Memory("VmRSS");
        var hostile = Task.WhenAll(s_bodies.Select(body => SendAsync(served, body.Writes)));
        var (answered, slowest) = (0, TimeSpan.Zero);
        for (; !hostile.IsCompleted; answered++)
        {
            var began = Stopwatch.GetTimestamp();
            await served.Client.GetJsonAsync("status", TestContext.Current.CancellationToken);
            if (Stopwatch.GetElapsedTime(began) is var took && took > slowest)
                slowest = took;
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        foreach (var (said, body) in (await hostile).Zip(s_bodies))
            said.Should().HaveCount(Callers).And.Contain(body.Refusal, body.Writes).And.BeSubsetOf([body.Refusal, .. s_others], body.Writes);
        answered.Should().BePositive();
        slowest.Should().BeLessThan(s_bearable);
        (served.Memory("VmHWM") - before).Should().BeLessThan(MostMegabytes, $"before them it had {before} MiB");
    }

    /// <summary>As many as the service takes of three addresses; each has begun a handshake.</summary>
    [Fact]
    public async Task Thousands_of_half_open_connections_cost_little_memory_and_nobody_waits_for_them()
    {
        await using var served = await WarmAsync();
        var before = served.Memory("VmRSS");
        var held = new List<Socket>();
        try
        {
            for (var i = 0; i < 3_000; i++)
                held.Add(await HalfOpenAsync(served, IPAddress.Parse($"127.0.0.{2 + i % 3}")));
            for (var i = 0; i < 10; i++)
                await served.Client.GetJsonAsync("status", TestContext.Current.CancellationToken).WaitAsync(s_bearable, TestContext.Current.CancellationToken);
            held.Count(socket => !socket.Poll(0, SelectMode.SelectRead)).Should().BeGreaterThan(2_900, "they are held, not refused");
            (served.Memory("VmHWM") - before).Should().BeLessThan(MostMegabytesHalfOpen, $"before them it had {before} MiB");
        }
        finally
        {
            held.ForEach(socket => socket.Dispose());
        }
    }

    private static async Task<ServedInstallation> WarmAsync()
    {
        var served = await ServedInstallation.StartAsync();
        for (var i = 0; i < 200; i++)
            await served.Client.GetJsonAsync("status", TestContext.Current.CancellationToken);
        return served;
    }

    private static async Task<Socket> HalfOpenAsync(ServedInstallation served, IPAddress from)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(from, 0));
        await socket.ConnectAsync(IPEndPoint.Parse(served.Endpoint.Authority), TestContext.Current.CancellationToken);
        await socket.SendAsync(s_halfHello, TestContext.Current.CancellationToken);
        return socket;
    }

    /// <summary>The same body by all callers; the answers' status codes.</summary>
    private static async Task<string[]> SendAsync(ServedInstallation served, string writes)
    {
        var data = served.Installation.DataDirectory;
        var body = Path.Combine(data, $"hostile-{Guid.NewGuid():N}");
        var target = $"{served.Endpoint}{served.Client.Subscription.SubscriptionId}/services/networking/media";
        var curl = $"curl -s -o /dev/null -w '%{{http_code}}\\n' --cert {data}/management.pem --cacert {data}/server.crt -H 'x-ms-version: 2014-05-01' -H 'Transfer-Encoding: chunked' -H 'Expect:'";
        var all = $"{curl} -Z --parallel-immediate --parallel-max {Callers} -T {body} '{target}?[1-{Callers}]'";
        var (_, said) = await IlbProgram.RunUnderAsync("bash", ["-c", $"{{ {writes}; }} > {body} 2>/dev/null; {all} 2>/dev/null; rm {body}"]);
        return said.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
