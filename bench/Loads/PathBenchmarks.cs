using System.Collections.Immutable;
using Ilb.Bench.Lab;
using Ilb.Bench.Paths;
using Ilb.Bench.Report;

namespace Ilb.Bench.Loads;

/// <summary>Throughput, connections and round trips of ilb beside its peers.</summary>
internal static class PathBenchmarks
{
    /// <summary>As much as 0.95 of the work in the same time.</summary>
    private static readonly ImmutableDictionary<string, Goal> s_leastTime =
        ImmutableDictionary<string, Goal>.Empty.Add("empty switch", new Goal(1.05, AtLeast: false));

    private static readonly Quantity[] Stream =
    [
        new("Throughput, one TCP stream", "Gbit/s")
        {
            Goals = Goals(("empty switch", 0.95), ("bare veth pair", 0.97), ("HAProxy TCP mode", 2.2), ("nginx stream", 2.2), ("nftables DNAT", 1)),
        },
        new("Throughput, one TCP stream: processor time of the whole machine", "s/GB") { Goals = s_leastTime },
    ];

    private static readonly Quantity[] Connections =
    [
        new("Connections: connect, request, close", "1/s")
        {
            Goals = Goals(("empty switch", 0.95), ("bare veth pair", 0.9), ("HAProxy TCP mode", 1.7), ("nginx stream", 1.7), ("nftables DNAT", 1)),
        },
        new("Connections: processor time of the whole machine", "s/10,000") { Goals = s_leastTime },
    ];

    private static readonly Quantity[] RoundTrips =
    [
        new("Ping-pong: one byte there and back, over one TCP connection", "1/s")
        {
            Goals = Goals(("empty switch", 0.95), ("bare veth pair", 0.9), ("HAProxy TCP mode", 1.7), ("nginx stream", 1.7), ("nftables DNAT", 1)),
        },
        new("Ping-pong: one byte there and back, median", "µs"),
        new("Ping-pong: one byte there and back, 99th percentile", "µs"),
    ];

    private static readonly Quantity Joined = new("Two networks joined without a tunnel: throughput, one TCP stream", "Gbit/s")
    {
        Goals = Goals(("bare veth pair", 0.97)),
    };

    /// <summary>The throughput from one virtual network to another beside a bare pair.</summary>
    public static Section RunPeering(Laboratory lab, BenchOptions options)
    {
        IPath[] paths = [IlbPath.Joined(lab), new BarePath(lab, "barej")];
        return WithSinks(paths, sinks => PathComparison.Run(Joined, paths, options.Rounds, path => Throughput.Measure(path, sinks[path], options.Seconds)));
    }

    public static IReadOnlyList<Section> Run(Laboratory lab, BenchOptions options)
    {
        Console.Error.WriteLine("  setting up ilb, empty switch, bare pair, HAProxy, nginx, nftables");
        IPath[] paths = [new IlbPath(lab), new SwitchPath(lab), new BarePath(lab), new HaProxyPath(lab), new NginxStreamPath(lab), new NftablesPath(lab)];
        var sections = new List<Section>();
        if (options.Wants("throughput"))
            sections.AddRange(MeasureThroughput(paths, options));
        if (options.Wants("connections"))
            sections.AddRange(MeasureConnections(lab, paths, options));
        if (options.Wants("pingpong"))
            sections.AddRange(MeasureRoundTrips(paths, options));
        return sections;
    }

    private static IReadOnlyList<Section> MeasureThroughput(IPath[] paths, BenchOptions options) => WithSinks(paths, sinks =>
        PathComparison.Run(Stream, paths, options.Rounds, path => Throughput.MeasureBoth(path, sinks[path], options.Seconds)));

    private static IReadOnlyList<Section> MeasureConnections(Laboratory lab, IPath[] paths, BenchOptions options)
    {
        foreach (var path in paths)
            HttpServers.Start(lab, path);
        foreach (var path in paths)
            ConnectionRate.AwaitAnswer(path);
        return PathComparison.Run(Connections, paths, options.Rounds, path => ConnectionRate.Measure(path, options.Seconds));
    }

    private static IReadOnlyList<Section> MeasureRoundTrips(IPath[] paths, BenchOptions options) => With(
        paths, path => new Acceptor(path, Endpoints.Echo, PingPong.Answer), Endpoints.Echo,
        _ => PathComparison.Run(RoundTrips, paths, options.Rounds, path => PingPong.Measure(path, options.Seconds)));

    private static T WithSinks<T>(IPath[] paths, Func<IReadOnlyDictionary<IPath, Sink>, T> measure) =>
        With(paths, path => new Sink(path), Endpoints.Sink, measure);

    /// <summary>Measures while all paths have such servers.</summary>
    private static T With<TServer, T>(IPath[] paths, Func<IPath, TServer> serve, ushort port, Func<IReadOnlyDictionary<IPath, TServer>, T> measure)
        where TServer : IDisposable
    {
        var servers = paths.ToDictionary(path => path, serve);
        try
        {
            foreach (var path in paths)
                Connecting.AwaitAnswer(path, port);
            return measure(servers);
        }
        finally
        {
            foreach (var server in servers.Values)
                server.Dispose();
        }
    }

    private static ImmutableDictionary<string, Goal> Goals(params (string Peer, double AtLeast)[] goals) =>
        goals.ToImmutableDictionary(goal => goal.Peer, goal => new Goal(goal.AtLeast, AtLeast: true));
}
