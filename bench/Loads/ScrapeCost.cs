using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using Ilb.Agent;
using Ilb.Bench.Lab;
using Ilb.Bench.Paths;
using Ilb.Bench.Report;
using Ilb.Bench.Service;
using Ilb.Bench.Statistics;
using Ilb.Model.Feed;
using Ilb.Model.Images;
using Ilb.Model.Snapshots;
using Ilb.Telemetry;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ilb.Bench.Loads;

/// <summary>
/// Milliseconds of a scrape with 1,000 backends: an agent that has them in its kernel is asked over HTTP, as Prometheus asks. Their
/// machines are on another node, so that none has to run; what the node of a machine tells of its probes is not among it.
/// </summary>
internal static class ScrapeCost
{
    private const int LeastRounds = 25, Warming = 20, Sets = 10, SetSize = 100;

    private static readonly Goal Goal = new(20, AtLeast: false);

    public static async Task<Section> RunAsync(Laboratory lab, BenchOptions options)
    {
        var installation = new Installation(Path.Combine(lab.Folder, "scraped"));
        lab.OnDispose(() => TearDown.RunAsync(installation).GetAwaiter().GetResult());
        await using var measuring = new Measuring("bench");
        var (feed, reports) = (new SnapshotFeed(), new Reports());
        await using var agent = NodeAgent.Open(
            new AgentOptions(installation, ImageCatalog.Parse(null, out _)) { Log = Console.Error.WriteLine, Meter = measuring.Meter },
            feed, reports, TimeProvider.System);
        using var stop = new CancellationTokenSource();
        var running = agent.RunAsync(stop.Token);
        feed.Publish(Snapshot());
        reports.WaitFor(1);
        var figures = await MeasureAsync(measuring, Math.Max(LeastRounds, options.Rounds));
        await stop.CancelAsync();
        await running;
        return new Section($"Scrape, {Sets * SetSize:N0} backends in {Sets} sets", "ms", figures);
    }

    private static Snapshot Snapshot()
    {
        var machines = BenchSnapshot.Machines(SetSize).Select(machine => machine with { Node = 2 }).ToList();
        return BenchSnapshot.Of([.. machines], [.. Enumerable.Range(1, Sets).Select(set => BenchSnapshot.Set((uint)set, (ushort)(8000 + set), machines))]);
    }

    private static async Task<IReadOnlyList<Figure>> MeasureAsync(Measuring measuring, int rounds)
    {
        var listen = new IPEndPoint(IPAddress.Loopback, 9464);
        await using var shown = await measuring.ShowAsync(listen, NullLoggerFactory.Instance);
        using var prometheus = new HttpClient { BaseAddress = new Uri($"http://{listen}") };
        using var listener = new MeterListener { InstrumentPublished = (instrument, listener) => listener.EnableMeasurementEvents(instrument) };
        listener.Start();
        var (read, busy, scraped) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = -Warming; round < rounds; round++)
        {
            var start = Stopwatch.GetTimestamp();
            listener.RecordObservableInstruments();
            var (middle, used) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
            await prometheus.GetByteArrayAsync("metrics");
            if (round < 0)
                continue;
            busy.Add((Environment.CpuUsage.TotalTime - used).TotalMilliseconds);
            read.Add(Stopwatch.GetElapsedTime(start, middle).TotalMilliseconds);
            scraped.Add(Stopwatch.GetElapsedTime(middle).TotalMilliseconds);
        }

        return
        [
            new Figure("of it, read from the kernel and labelled", Estimate.Of(read), null, null),
            new Figure("the whole scrape, over HTTP", Estimate.Of(scraped), null, Goal),
            new Figure("processor time of agent and client for it", Estimate.Of(busy), null, null),
        ];
    }
}
