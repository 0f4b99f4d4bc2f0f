using System.Collections.Immutable;
using System.Diagnostics;
using System.Net;
using Ilb.Bench.Costs;
using Ilb.Bench.Lab;
using Ilb.Bench.Paths;
using Ilb.Bench.Report;
using Ilb.Bench.Statistics;
using Ilb.Forwarding;
using Ilb.Model.Snapshots;

namespace Ilb.Bench.Scale;

/// <summary>
/// From ten backends to 10,000 in 1,000 sets on one node: all of them compiled and written to a kernel that holds nothing, then one
/// change after the other while packets go on on all processors. Maps and programs are real; machines are only named.
/// </summary>
internal sealed class BackendGrowth(Drill drill)
{
    private const int FromNothing = 5, LeastChanges = 1_000;

    private static readonly int[] Numbers = [10, 100, 1_000, 10_000];

    private readonly Growth _nothing = new("Scale: from nothing to the kernel that holds it", "ms", "backends");
    private readonly Growth _change = new("Scale: one backend down or up, while packets go on", "ms", "backends");
    private readonly Growth _operations = new("Scale: map operations of one change", "operations", "backends");
    private readonly Growth _memory = new("Scale: memory of Maglev tables in the kernel", "MB", "backends");

    public static IReadOnlyList<Section> Run(Laboratory lab, BenchOptions options)
    {
        var growth = new BackendGrowth(new Drill(lab, "s", BenchSnapshot.Machines(ScaleSnapshot.MostMachines + 1)));
        foreach (var number in Numbers)
        {
            Console.Error.WriteLine($"  scale, {number:N0} backends");
            growth.Measure(number, Math.Max(LeastChanges, options.Rounds));
        }

        return [growth._nothing.Section, growth._change.Section, growth._operations.Section, growth._memory.Section];
    }

    private static Goal Within(double milliseconds) => new(milliseconds, AtLeast: false);

    private void Measure(int backends, int changes)
    {
        var snapshot = ScaleSnapshot.Of(backends);
        var times = Enumerable.Range(0, FromNothing).Select(_ => BuildUp(snapshot)).ToList();
        _nothing.Add("compile", backends, Estimate.Of([.. times.Select(time => time.Compile)]));
        _nothing.Add("write", backends, Estimate.Of([.. times.Select(time => time.Write)]));
        const int entryBytes = 8; // the kernel rounds 4 up
        var bytes = drill.State.Tables.Values.Sum(table => (double)table.Length * entryBytes);
        _memory.Add("tables", backends, new Estimate(bytes / 1e6, bytes / 1e6, bytes / 1e6));
        Change(backends, snapshot, changes);
        drill.Apply(ForwardingState.Empty);
    }

    private (double Compile, double Write) BuildUp(Snapshot snapshot)
    {
        drill.Apply(ForwardingState.Empty);
        var start = Stopwatch.GetTimestamp();
        var state = ForwardingCompiler.Compile(snapshot, node: 1);
        var middle = Stopwatch.GetTimestamp();
        drill.Apply(state);
        return (Stopwatch.GetElapsedTime(start, middle).TotalMilliseconds, Stopwatch.GetElapsedTime(middle).TotalMilliseconds);
    }

    private void Change(int backends, Snapshot snapshot, int changes)
    {
        var client = new IPEndPoint(snapshot.Machines[0].Address, 0);
        var call = new Packet(1, client, new IPEndPoint(BenchSnapshot.Vip, ScaleSnapshot.FirstPort), TcpFrame.Syn, 1_024);
        drill.Open(call);
        drill.Load(call.With(TcpFrame.Ack));
        var (times, operations) = (new List<double>(), new List<double>());
        var before = drill.Kernel.Verdicts()["balanced"];
        long packets;
        using (var traffic = new Traffic(drill))
        {
            for (var i = 0; i < changes; i++)
            {
                var start = Stopwatch.GetTimestamp();
                snapshot = ScaleSnapshot.With(snapshot, i / 2 % snapshot.Sets.Length, i % 2 == 0 ? BackendState.Down : BackendState.Up);
                var change = drill.Apply(ForwardingCompiler.Compile(snapshot, node: 1, drill.State));
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                operations.Add(change.Steps.Sum(step => step.Count));
            }

            traffic.Dispose();
            packets = traffic.Packets;
        }

        if (drill.Kernel.Verdicts()["balanced"] - before != (ulong)packets)
            throw new LabException("forward packets during changes", "some had another verdict than balanced");
        _change.Add("median", backends, Estimate.Of(times), Within(20));
        _change.Add("99th percentile", backends, Estimate.Of(times, 0.99), Within(200));
        _operations.Add("median", backends, Estimate.Of(operations));
    }
}
