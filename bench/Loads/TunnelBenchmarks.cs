using System.Collections.Immutable;
using Ilb.Bench.Lab;
using Ilb.Bench.Paths;
using Ilb.Bench.Report;

namespace Ilb.Bench.Loads;

/// <summary>What a tunnel carries and costs, and how soon it is there, through ilb's gateway and through strongSwan alone.</summary>
internal sealed class TunnelBenchmarks(IReadOnlyList<TunnelPath> paths, BenchOptions options)
{
    private const int LeastRoundsOfTimes = 25;

    private static readonly Quantity[] Stream =
    [
        new("Tunnel: throughput, one TCP stream", "Gbit/s")
        {
            Goals = ImmutableDictionary<string, Goal>.Empty.Add("strongSwan alone", new Goal(0.9, AtLeast: true)),
        },
        new("Tunnel: processor time of both ends, load and packets", "s/GB"),
    ];

    private static readonly Quantity[] RoundTrip = [new("Tunnel: one byte there and back, median", "µs"), new("Tunnel: one byte there and back, 99th percentile", "µs")];

    private static readonly Quantity
        Connect = new("Tunnel: from the wish for it to the first answer", "ms"),
        Recover = new("Tunnel: from the death of the peer's strongSwan, started again at once, to the next answer", "ms");

    private readonly int _roundsOfTimes = Math.Max(LeastRoundsOfTimes, options.Rounds);

    public static IReadOnlyList<Section> Run(Laboratory lab, BenchOptions options)
    {
        Console.Error.WriteLine("  setting up tunnels: ilb, strongSwan alone");
        TunnelPath[] paths = [new IlbTunnelPath(lab), new StrongSwanPath(lab)];
        foreach (var path in paths)
            lab.OnDispose(new EchoServer(path).Dispose);
        var benchmarks = new TunnelBenchmarks(paths, options);
        var connect = benchmarks.MeasureConnect();
        return [.. benchmarks.MeasureStream(), .. benchmarks.MeasureRoundTrips(), connect, benchmarks.MeasureRecovery()];
    }

    /// <summary>Leaves all tunnels up.</summary>
    private Section MeasureConnect() => PathComparison.Run(Connect, paths, _roundsOfTimes, path =>
    {
        path.Disconnect();
        if (Asking.IsAnswered(path))
            throw new LabException($"disconnect {path.Name}", "it still answers");
        return Asking.UntilAnswered(path, path.Connect);
    });

    private IReadOnlyList<Section> MeasureStream()
    {
        var sinks = paths.ToDictionary(path => path, path => new Sink(path));
        try
        {
            return PathComparison.Run(Stream, paths, options.Rounds, path => OneStream(path, sinks[path]));
        }
        finally
        {
            foreach (var sink in sinks.Values)
                sink.Dispose();
        }
    }

    private IReadOnlyList<double> OneStream(TunnelPath path, Sink sink)
    {
        var processors = new ProcessorTime(path.Gateways);
        var (bytes, seconds) = (sink.Bytes, processors.Seconds);
        var throughput = Throughput.Measure(path, sink, options.Seconds);
        return [throughput, (processors.Seconds - seconds) / ((sink.Bytes - bytes) / 1e9)];
    }

    private IReadOnlyList<Section> MeasureRoundTrips() =>
        PathComparison.Run(RoundTrip, paths, _roundsOfTimes, path => Asking.RoundTrips(path, options.Seconds));

    private Section MeasureRecovery() => PathComparison.Run(
        Recover, paths, _roundsOfTimes, path => Asking.UntilAnswered(path, path.ReplacePeer));
}
