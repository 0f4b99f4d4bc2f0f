using System.Collections.Immutable;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Ilb.Bench.Lab;
using Ilb.Bench.Paths;
using Ilb.Bench.Report;

namespace Ilb.Bench.Loads;

/// <summary>
/// How long a new connection takes while somebody outside opens connections from addresses that nobody has, as fast as one thread can. The
/// flooder itself takes a processor: so it floods also what costs nothing, and a server behind an empty switch.
/// </summary>
internal static class FloodBenchmark
{
    private const int Held = 1000, Patience = 10_000;

    private static readonly ImmutableDictionary<string, Goal> s_goals = ImmutableDictionary<string, Goal>.Empty
        .Add("no flood", new Goal(2, AtLeast: false)).Add("flood that is refused at once", new Goal(2, AtLeast: false)).Add("empty switch, flood", new Goal(2, AtLeast: false));

    private static readonly Quantity[] s_opening =
    [
        new("Flood: a new connection and one byte there and back, median", "µs") { Goals = s_goals },
        new("Flood: a new connection and one byte there and back, 99th percentile", "µs") { Goals = s_goals },
        new("Flood: packets of it", "a second"),
    ];

    public static IReadOnlyList<Section> Run(Laboratory lab, BenchOptions options)
    {
        Console.Error.WriteLine("  setting up ilb with an uplink, once more for a flood, and an empty switch");
        var (quiet, flooded, plain) = (IlbPath.Public(lab, "ilbq"), IlbPath.Public(lab, "ilbf"), new SwitchPath(lab));
        var stranger = plain.AddStranger();
        Flooded[] paths =
        [
            new("flood of a public VIP", flooded, flooded.Outside, new IPEndPoint(BenchSnapshot.PublicVip, Endpoints.Sink)),
            new("no flood", quiet),
            new("flood that is refused at once", quiet, quiet.Outside, new IPEndPoint(BenchSnapshot.NoVip, Endpoints.Sink)),
            new("empty switch, flood", plain, stranger, new IPEndPoint(plain.Address, Endpoints.Sink)),
            new("empty switch, no flood", plain),
        ];
        foreach (var path in (IPath[])[quiet, flooded, plain])
            Serve(lab, path);
        var held = Enumerable.Range(0, Held).Select(_ => Connecting.Open(flooded, Endpoints.Echo)).ToList();
        lab.OnDispose(() => held.ForEach(socket => socket.Dispose()));
        var sections = PathComparison.Run(s_opening, paths, options.Rounds, path => Measure(path, options.Seconds));
        held.ForEach(AskAgain);
        return [.. sections.SkipLast(1), Rates(sections[^1])];
    }

    /// <summary>Of those who flood; another rate is no better or worse.</summary>
    private static Section Rates(Section all) =>
        all with { Figures = [.. all.Figures.Where(figure => figure.Value.High > 0).Select(figure => figure with { Ratio = null })] };

    private static void Serve(Laboratory lab, IPath path)
    {
        lab.OnDispose(new Acceptor(path, Endpoints.Echo, PingPong.Answer).Dispose);
        lab.OnDispose(new Acceptor(path, Endpoints.Sink, PingPong.Answer).Dispose);
        Connecting.AwaitAnswer(path, Endpoints.Echo);
    }

    private static IReadOnlyList<double> Measure(Flooded path, double seconds)
    {
        using var flood = path.Start();
        var (start, times) = (Stopwatch.GetTimestamp(), new List<double>());
        var sent = flood?.Sent ?? 0;
        while (Stopwatch.GetElapsedTime(start).TotalSeconds < seconds)
            times.Add(OpenOne(path));
        sent = (flood?.Sent ?? 0) - sent;
        var rate = sent / Stopwatch.GetElapsedTime(start).TotalSeconds;
        times.Sort();
        return [times[times.Count / 2], times[times.Count * 99 / 100], rate];
    }

    /// <summary>Microseconds; its reset leaves no port behind that waits.</summary>
    private static double OpenOne(Flooded path)
    {
        using var socket = path.Client.NewSocket();
        (socket.NoDelay, socket.LingerState, socket.ReceiveTimeout) = (true, new LingerOption(true, 0), Patience);
        var start = Stopwatch.GetTimestamp();
        socket.Connect(new IPEndPoint(path.Address, Endpoints.Echo));
        Exchange(socket, $"a new connection through {path.Name}");
        return Stopwatch.GetElapsedTime(start).TotalMicroseconds;
    }

    private static void AskAgain(Socket held)
    {
        held.ReceiveTimeout = Patience;
        Exchange(held, "a connection from before the flood");
    }

    private static void Exchange(Socket socket, string what)
    {
        Span<byte> one = stackalloc byte[1];
        socket.Send(one);
        if (socket.Receive(one, SocketFlags.None, out var problem) != 1)
            throw new LabException(what, $"it ended: {problem}");
    }
}
