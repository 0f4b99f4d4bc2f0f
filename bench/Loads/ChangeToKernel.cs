using System.Diagnostics;
using Ilb.Agent;
using Ilb.Bench.Lab;
using Ilb.Bench.Paths;
using Ilb.Bench.Report;
using Ilb.Bench.Statistics;
using Ilb.Model.Feed;
using Ilb.Model.Images;
using Ilb.Model.Snapshots;

namespace Ilb.Bench.Loads;

/// <summary>
/// Milliseconds from a published snapshot to the kernel that holds it, through the real agent: 100 running machines in two sets of
/// 50. What the service does before it publishes (checking, storing) is not in it.
/// </summary>
internal sealed class ChangeToKernel : IDisposable
{
    private const int LeastRounds = 25, MachineCount = 100;

    private static readonly Goal Goal = new(50, AtLeast: false);

    private readonly SnapshotFeed _feed = new();
    private readonly Applied _applied = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly NodeAgent _agent;
    private readonly Task _running;
    private readonly SetEntry _set;
    private Snapshot _snapshot;

    private ChangeToKernel(Laboratory lab)
    {
        var installation = new Installation(Path.Combine(lab.Folder, "data"));
        lab.OnDispose(() => TearDown.RunAsync(installation).GetAwaiter().GetResult());
        var images = ImageCatalog.Parse("""{"images": [{"name": "idle", "command": "sleep", "arguments": ["infinity"]}]}""", out _);
        _agent = NodeAgent.Open(
            new AgentOptions(installation, images) { Log = Console.Error.WriteLine }, _feed, _applied, TimeProvider.System);
        var machines = BenchSnapshot.Machines(MachineCount, "idle");
        _set = BenchSnapshot.Set(1, Endpoints.Http, machines[..50]);
        _snapshot = BenchSnapshot.Of(machines, _set, BenchSnapshot.Set(2, Endpoints.Sink, machines[50..]));
        _running = _agent.RunAsync(_stop.Token);
    }

    public static Section Run(Laboratory lab, BenchOptions options)
    {
        Console.Error.WriteLine($"  starting {MachineCount} machines");
        using var change = new ChangeToKernel(lab);
        change.Publish(change._set);
        change._applied.WaitForRunning(MachineCount);
        var rounds = Math.Max(LeastRounds, options.Rounds);
        var samples = change.Changes().ToDictionary(one => one.Name, _ => new List<double>());
        for (var round = -1; round < rounds; round++)
        {
            foreach (var (name, set) in change.Changes())
            {
                var milliseconds = change.Publish(set);
                if (round >= 0)
                    samples[name].Add(milliseconds);
            }
        }

        return new Section(
            $"Change to kernel, {MachineCount} machines, two sets of 50", "ms",
            [.. samples.Select(one => new Figure(one.Key, Estimate.Of(one.Value), null, Goal))]);
    }

    public void Dispose()
    {
        _stop.Cancel();
        _running.GetAwaiter().GetResult();
        _agent.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _stop.Dispose();
    }

    /// <summary>Each leads to the next, the last back to the first.</summary>
    private IEnumerable<(string Name, SetEntry Set)> Changes() =>
    [
        ("endpoint removed", _set with { Backends = _set.Backends[..^1] }),
        ("endpoint added", _set),
        ("backend down", _set with { Backends = _set.Backends.SetItem(7, _set.Backends[7] with { State = BackendState.Down }) }),
        ("backend up", _set),
    ];

    private double Publish(SetEntry set)
    {
        _snapshot = _snapshot with { Revision = _snapshot.Revision + 1, Sets = _snapshot.Sets.SetItem(0, set) };
        var start = Stopwatch.GetTimestamp();
        _feed.Publish(_snapshot);
        return Stopwatch.GetElapsedTime(start, _applied.WaitFor(_snapshot.Revision)).TotalMilliseconds;
    }
}
