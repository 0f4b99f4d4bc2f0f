using System.Collections.Immutable;
using Ilb.Bench.Lab;
using Ilb.Bench.Paths;
using Ilb.Bench.Report;

namespace Ilb.Bench.Loads;

/// <summary>Throughput and connections of ilb beside its peers.</summary>
internal static class PathBenchmarks
{
    private static readonly Quantity Stream = new("Throughput, one TCP stream", "Gbit/s")
    {
        Goals = ImmutableDictionary<string, Goal>.Empty
            .Add("bare veth pair", new Goal(0.95, AtLeast: true)).Add("HAProxy TCP mode", new Goal(2, AtLeast: true)),
    };

    private static readonly Quantity Connections = new("Connections: connect, request, close", "1/s")
    {
        Goals = ImmutableDictionary<string, Goal>.Empty.Add("HAProxy TCP mode", new Goal(1.6, AtLeast: true)),
    };

    private static readonly Quantity Joined = new("Two networks joined without a tunnel: throughput, one TCP stream", "Gbit/s")
    {
        Goals = ImmutableDictionary<string, Goal>.Empty.Add("bare veth pair", new Goal(0.95, AtLeast: true)),
    };

    /// <summary>The throughput from one virtual network to another beside a bare pair.</summary>
    public static Section RunPeering(Laboratory lab, BenchOptions options) =>
        MeasureThroughput(Joined, [IlbPath.Joined(lab), new BarePath(lab, "barej")], options);

    public static IReadOnlyList<Section> Run(Laboratory lab, BenchOptions options)
    {
        Console.Error.WriteLine("  setting up ilb, bare pair, HAProxy, nginx, nftables");
        IPath[] paths = [new IlbPath(lab), new BarePath(lab), new HaProxyPath(lab), new NginxStreamPath(lab), new NftablesPath(lab)];
        var sections = new List<Section>();
        if (options.Wants("throughput"))
            sections.Add(MeasureThroughput(Stream, paths, options));
        if (options.Wants("connections"))
            sections.Add(MeasureConnections(lab, paths, options));
        return sections;
    }

    private static Section MeasureThroughput(Quantity quantity, IPath[] paths, BenchOptions options)
    {
        var sinks = paths.ToDictionary(path => path, path => new Sink(path));
        try
        {
            foreach (var path in paths)
                Throughput.AwaitAnswer(path);
            return PathComparison.Run(quantity, paths, options.Rounds, path => Throughput.Measure(path, sinks[path], options.Seconds));
        }
        finally
        {
            foreach (var sink in sinks.Values)
                sink.Dispose();
        }
    }

    private static Section MeasureConnections(Laboratory lab, IPath[] paths, BenchOptions options)
    {
        foreach (var path in paths)
            HttpServers.Start(lab, path);
        foreach (var path in paths)
            ConnectionRate.AwaitAnswer(path);
        return PathComparison.Run(Connections, paths, options.Rounds, path => ConnectionRate.Measure(path, options.Seconds));
    }
}
