using System.Diagnostics;
using System.Net;
using Ilb.Bench.Costs;
using Ilb.Bench.Lab;
using Ilb.Bench.Paths;
using Ilb.Bench.Report;
using Ilb.Bench.Statistics;
using Ilb.Datapath;

namespace Ilb.Bench.Scale;

/// <summary>
/// From 1,024 flows to a million of sixteen clients, in a table for twice as many: what a packet costs whose flow is any of them, what a
/// sweep takes.
/// </summary>
internal sealed class FlowGrowth(Drill drill)
{
    private const int Clients = 16, Servers = 4, PerClient = 65_536, Sweeps = 5;
    private const uint Buckets = 262_144, Overflow = 16_384, BucketBytes = 2 * 576;
    private const ushort Port = 80;

    private static readonly int[] Numbers = [1_024, PerClient, Clients * PerClient];

    private readonly Growth _lookup = new("Scale: packet of an established flow, one of many in turn", "ns", "flows");
    private readonly Growth _sweep = new("Scale: sweep of the flow table", "ms", "flows");
    private readonly Growth _memory = new("Scale: memory of the flow table for each flow in it", "bytes", "flows");

    public static IReadOnlyList<Section> Run(Laboratory lab, BenchOptions options)
    {
        var machines = BenchSnapshot.Machines(Clients + Servers);
        var growth = new FlowGrowth(Drill.Of(
            lab, "f", BenchSnapshot.Of(machines, BenchSnapshot.Set(1, Port, machines[Clients..])),
            new KernelOptions { FlowBuckets = Buckets, OverflowBuckets = Overflow }));
        foreach (var number in Numbers)
        {
            Console.Error.WriteLine($"  scale, {number:N0} flows");
            growth.Measure(number, options.Rounds);
        }

        return [growth._lookup.Section, growth._sweep.Section, growth._memory.Section];
    }

    private void Measure(int flows, int rounds)
    {
        var calls = Enumerable.Range(1, Math.Max(1, flows / PerClient)).Select(slot => Call((uint)slot, Math.Min(flows, PerClient))).ToList();
        drill.Clear();
        foreach (var call in calls)
            drill.Open(call);
        _sweep.Add("sweep", flows, Estimate.Of([.. Enumerable.Range(0, Sweeps).Select(_ => Sweep())]));
        if (drill.Kernel.SweptFlows(ushort.MaxValue).Values.Sum() is var kept && kept != flows)
            throw new LabException("open flows", $"{kept} of {flows} are in the table");
        _lookup.Add("packet", flows, Estimate.Of([.. Enumerable.Range(0, rounds).Select(_ => Estimate.MedianOf(calls.SelectMany(Once)))]));
        double bytes = (Buckets + Overflow) * (double)BucketBytes / flows;
        _memory.Add("table", flows, new Estimate(bytes, bytes, bytes));
    }

    private double Sweep()
    {
        var start = Stopwatch.GetTimestamp();
        drill.Kernel.Sweep();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    /// <summary>A packet of each flow, batch by batch: until it is a flow's turn again, all others had theirs.</summary>
    private IEnumerable<double> Once(Packet call)
    {
        drill.Load(call.With(TcpFrame.Ack).Scattered);
        for (var sent = 0; sent < call.Flows; sent += Math.Min(Drill.Batch, (int)call.Flows))
            yield return drill.Run("bench_port", Math.Min(Drill.Batch, (int)call.Flows));
    }

    private static Packet Call(uint slot, int flows) => new(
        slot, new IPEndPoint(BenchSnapshot.Machines((int)slot)[^1].Address, 0), new IPEndPoint(BenchSnapshot.Vip, Port), TcpFrame.Syn, (uint)flows);
}
