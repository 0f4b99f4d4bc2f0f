using System.Diagnostics;
using AwesomeAssertions;
using Ilb.EndToEnd.Fixtures;
using Xunit;

namespace Ilb.EndToEnd.Clients;

/// <summary>`ilb serve` while somebody who has a certificate sends what was made to hurt.</summary>
public sealed class HostileCallerTests
{
    private const int Callers = 8, Times = 4;

    /// <summary>Half of what they send at once. Trees of a megabyte of tiny elements take about 200.</summary>
    private const int MostMegabytes = Callers * 100 / 2;

    private static readonly TimeSpan s_bearable = TimeSpan.FromSeconds(5);

    /// <summary>What writes them, and what they are answered; 000 or 100: cut off amid it.</summary>
    private static readonly (string Writes, string Answer)[] s_bodies =
    [
        ("head -c 100M /dev/zero", "000|100|413"),
        ("yes '<a>' | tr -d '\\n' | head -c 1000000", "400"),
        ("yes '<a/>' | tr -d '\\n' | head -c 1000000", "400"),
        ("printf '<a '; seq -f 'a%g=\"\"' 60000 | tr '\\n' ' '; printf '/>'", "400"),
        ("printf '<!DOCTYPE x [<!ENTITY a \"'; head -c 500000 /dev/zero | tr '\\0' a; printf '\">]><x>'; yes '&a;' | head -100000; printf '</x>'", "400"),
    ];

    [Fact]
    public async Task Hostile_bodies_cost_little_memory_and_nobody_waits_for_them()
    {
        await using var served = await ServedInstallation.StartAsync();
        for (var i = 0; i < 200; i++)
            await served.Client.GetJsonAsync("status", TestContext.Current.CancellationToken);
        var before = served.Memory("VmRSS");
        var hostile = Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => SendAsync(served)));
        var (answered, slowest) = (0, TimeSpan.Zero);
        for (; !hostile.IsCompleted; answered++)
        {
            var began = Stopwatch.GetTimestamp();
            await served.Client.GetJsonAsync("status", TestContext.Current.CancellationToken);
            if (Stopwatch.GetElapsedTime(began) is var took && took > slowest)
                slowest = took;
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        var refusals = await hostile;
        var allowed = string.Concat(Enumerable.Repeat(string.Concat(s_bodies.Select(body => $"({body.Answer})\n")), Times));
        refusals.Should().AllSatisfy(said => said.Should().MatchRegex($"\\A{allowed}\\z"));
        answered.Should().BeGreaterThan(20);
        slowest.Should().BeLessThan(s_bearable);
        (served.Memory("VmHWM") - before).Should().BeLessThan(MostMegabytes, $"before them it had {before} MiB");
    }

    /// <summary>Every body, one after the other; the answers' status codes.</summary>
    private static async Task<string> SendAsync(ServedInstallation served)
    {
        var data = served.Installation.DataDirectory;
        var target = $"{served.Endpoint}{served.Client.Subscription.SubscriptionId}/services/networking/media";
        var curl = $"curl -s -o /dev/null -w '%{{http_code}}\\n' --cert {data}/management.pem --cacert {data}/server.crt -H 'x-ms-version: 2014-05-01' -T - {target} || true";
        var lines = string.Join('\n', s_bodies.Select(body => $"{{ {body.Writes}; }} 2>/dev/null | {curl}"));
        var (_, said) = await IlbProgram.RunUnderAsync("bash", ["-c", $"for i in {{1..{Times}}}; do\n{lines}\ndone"]);
        return said;
    }
}
