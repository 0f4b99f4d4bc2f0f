using Ilb.Bench.Lab;
using Ilb.Bench.Report;
using Ilb.Bench.Statistics;

namespace Ilb.Bench.Costs;

/// <summary>
/// Nanoseconds of the port program per packet, beside the least that a balancer can do, which is measured in the same rounds. What it
/// costs that a packet arrives is measured, too, and taken off both.
/// </summary>
internal static class PacketCost
{
    private const int LeastRounds = 25;
    private const string Nothing = "the run itself, of an empty program", Arrival = "that a packet arrives";
    private const string Floor = "floor, one flow", WideFloor = "floor, 64 Ki flows";
    private const string Clock = "the clock, caches cold";
    private const string ColdCall = "VIP, established, caches cold", ColdReply = "VIP, established, reply, caches cold";
    private const string OneFlow = "VIP, established, one flow", ManyFlows = "VIP, established, 64 Ki flows", NewFlow = "VIP, new flow among 49 backends";

    public static Section Run(Laboratory lab, BenchOptions options)
    {
        var totals = Rounds.Run("packet", Math.Max(LeastRounds, options.Rounds), Cases(new PacketCases(lab, "p")));
        return new Section("Port program, one packet", "ns", [.. totals.Keys.Select(name => Figure(name, totals))]) { Relative = "relative to the floor" };
    }

    private static IReadOnlyList<(string Name, Func<double> Measure)> Cases(PacketCases cases) =>
    [
        (Nothing, () => cases.Plain("bench_nothing", 1)),
        (Arrival, () => cases.Plain("bench_arrival", 1)),
        (Floor, () => cases.Plain("bench_floor", 1)),
        (WideFloor, () => cases.Plain("bench_floor", PacketCases.Many)),
        (OneFlow, () => cases.Established("bench_port", 1)),
        (ManyFlows, () => cases.Established("bench_port", PacketCases.Many)),
        ("VIP, established, reply, one flow", cases.Reply),
        (Clock, () => cases.ColdCall("bench_cold_nothing")),
        (ColdCall, () => cases.ColdCall("bench_cold_port")),
        (ColdReply, () => cases.ColdReply("bench_cold_port")),
        (NewFlow, () => cases.New("bench_port")),
        ("no VIP, machine to machine, one flow", () => cases.Direct(1)),
        ("no VIP, machine to machine, 64 Ki flows", () => cases.Direct(PacketCases.Many)),
        ("refused by an access list of 50 rules", cases.Denied),
    ];

    private static Figure Figure(string name, IReadOnlyDictionary<string, IReadOnlyList<double>> totals)
    {
        IReadOnlyList<double> Net(string of, string less) => [.. totals[of].Zip(totals[less], (total, part) => total - part)];
        var isCold = name.EndsWith("caches cold", StringComparison.Ordinal);
        var net = name is Nothing or Clock ? totals[name] : Net(name, name == Arrival ? Nothing : isCold ? Clock : Arrival);
        var floor = name.EndsWith("64 Ki flows", StringComparison.Ordinal) ? WideFloor : Floor;
        var hasRatio = !isCold && name is not (Nothing or Arrival or Floor or WideFloor or NewFlow);
        return new Figure(name, Estimate.Of(net), hasRatio ? Estimate.OfRatios(net, Net(floor, Arrival)) : null, Goal(name));
    }

    private static Goal? Goal(string name) => name switch
    {
        OneFlow => new Goal(1.8, AtLeast: false),
        ManyFlows => new Goal(1.4, AtLeast: false),
        NewFlow => new Goal(250, AtLeast: false),
        _ => null,
    };
}
