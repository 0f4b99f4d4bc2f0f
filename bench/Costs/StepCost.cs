using System.Globalization;
using Ilb.Bench.Lab;
using Ilb.Bench.Report;
using Ilb.Bench.Statistics;

namespace Ilb.Bench.Costs;

/// <summary>Where the time of a packet goes: the walk broken off after each step, in turns, and the differences.</summary>
internal static class StepCost
{
    private const int LeastRounds = 25;

    /// <summary>The last step of each program in bench/bpf/steps.h, the first of which ends after the first.</summary>
    private static readonly string[] Steps =
    [
        "blank packet",
        "find port",
        "read packet",
        "ARP, fragment, spoofed, probe, groups",
        "find flow",
        "follow it: backend, access list, addresses",
        "open a call: frontend, member, list, Maglev, backend, insert",
        "what is neither: ICMP error, unasked, route, peer, VIP, direct",
        "rewrite with checksums",
        "port of the receiver, MTU, MACs",
        "count verdict, frontend, backend",
        "redirect",
    ];

    public static IReadOnlyList<Section> Run(Laboratory lab, BenchOptions options)
    {
        var cases = new PacketCases(lab, "steps");
        var rounds = Math.Max(LeastRounds, options.Rounds);
        return
        [
            Section("established, one flow", rounds, program => cases.Established(program, 1)),
            Section("established, 64 Ki flows", rounds, program => cases.Established(program, PacketCases.Many)),
            Section("new flow", rounds, cases.New),
        ];
    }

    private static Section Section(string what, int rounds, Func<string, double> measure)
    {
        string[] programs = ["bench_arrival", .. Enumerable.Range(1, Steps.Length).Select(step => string.Create(CultureInfo.InvariantCulture, $"bench_step_{step}")), "bench_port"];
        var totals = Rounds.Run($"steps, {what}", rounds, [.. programs.Select(program => (program, (Func<double>)(() => measure(program))))]);
        var named = Steps.Append("the same as the real program, reached by a tail call");
        return new Section($"Steps of the port program: {what}", "ns", [.. named.Select((step, i) => new Figure(
            step, Estimate.Of([.. totals[programs[i + 1]].Zip(totals[programs[i]], (with, without) => with - without)]), null, null))]);
    }
}
