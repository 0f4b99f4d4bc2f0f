using System.Diagnostics;
using System.Net;
using System.Runtime.InteropServices;
using Ilb.Datapath.Maps;
using Ilb.Forwarding.Kernel;
using Ilb.Model.Addressing;
using Ilb.Model.Feed;
using Ilb.Model.Snapshots;

namespace Ilb.Datapath.Flows;

/// <summary>Reads the flows; only programs in the kernel write them.</summary>
internal sealed class FlowTable(FlowMap buckets, FlowMap overflow)
{
    internal const int HeadBytes = 64;
    private const int Ways = 8, WayBytes = 64, BucketBytes = HeadBytes + (Ways * WayBytes), Batch = 256;

    internal IEnumerable<Flow> Read()
    {
        var now = Now();
        return Flows(buckets).Concat(Flows(overflow)).Select(flow => ToFlow(flow, now));
    }

    /// <summary>Flows per backend slot index that are not over, direct ones left out.</summary>
    internal IReadOnlyDictionary<uint, int> PerBackend() => Lines(buckets).Concat(Lines(overflow))
        .Where(line => !line.Facts.Has(FlowMarks.Direct) && !line.Facts.IsOver)
        .CountBy(line => line.Facts.Backend)
        .ToDictionary();

    private static IEnumerable<FlowLine> Lines(FlowMap map)
    {
        var lines = new byte[Batch * BucketBytes];
        for (uint first = 0; first < map.Buckets; first += Batch)
        {
            foreach (var way in Read(map, first, lines))
            {
                if (At<FlowLine>(lines, way) is var line && IsFlow(line))
                    yield return line;
            }
        }
    }

    /// <summary>The rests are read between two looks at the lines. A way that got another flow meanwhile is left out.</summary>
    private static IEnumerable<FlowValue> Flows(FlowMap map)
    {
        var (before, rests, lines) = (new byte[Batch * BucketBytes], new byte[Batch * BucketBytes], new byte[Batch * BucketBytes]);
        for (uint first = 0; first < map.Buckets; first += Batch)
        {
            Read(map, first, before);
            Read(map, map.Buckets + first, rests);
            foreach (var way in Read(map, first, lines))
            {
                if (At<FlowLine>(lines, way) is var line && IsFlow(line) && line.IsThatOf(At<FlowLine>(before, way)))
                    yield return line.Join(At<FlowRest>(rests, way));
            }
        }
    }

    private static bool IsFlow(in FlowLine line) => line.Facts.Has(FlowMarks.InUse) && !line.Facts.Has(FlowMarks.Alias);

    /// <summary>Where in the buckets that were read a way is.</summary>
    private static IEnumerable<int> Read(FlowMap map, uint first, byte[] buckets)
    {
        var keys = new uint[Math.Min(Batch, map.Buckets - (first % map.Buckets))];
        uint? before = first == 0 ? null : first - 1;
        Batches.Next<uint>(map.Descriptor, "the flow table", ref before, keys, buckets, out var count);
        return Enumerable.Range(0, count * Ways).Select(way => (way / Ways * BucketBytes) + HeadBytes + (way % Ways * WayBytes));
    }

    private static T At<T>(byte[] buckets, int at)
        where T : struct => MemoryMarshal.Read<T>(buckets.AsSpan(at));

    /// <summary>The clock that the programs read: seconds since boot.</summary>
    private static uint Now() => (uint)(Stopwatch.GetTimestamp() / Stopwatch.Frequency);

    /// <summary>As it is at this moment.</summary>
    internal static Flow ToFlow(FlowValue flow) => ToFlow(flow, Now());

    private static Flow ToFlow(FlowValue flow, uint now) =>
        new(
            flow.Facts.Network & ~Outside.Network,
            new IPEndPoint(flow.Client.ToAddress(), flow.Facts.ClientPort.Value),
            new IPEndPoint(flow.Called.ToAddress(), flow.Facts.CalledPort.Value),
            new IPEndPoint(flow.Server.ToAddress(), flow.Facts.ServerPort.Value),
            flow.Facts.SeenPort.Value,
            (Protocol)flow.Protocol,
            new Slot(flow.Facts.Backend, flow.Facts.Generation),
            flow.Facts.Has(FlowMarks.Proven),
            flow.Facts.IsOver)
        {
            HalfClosed = flow.Facts.IsHalfClosed,
            Age = flow.Facts.OpenedAt == 0 ? null : TimeSpan.FromSeconds(Math.Max(0, (int)(now - flow.Facts.OpenedAt))),
            FromClient = flow.Traffic.OfClient,
            FromServer = flow.Traffic.OfServer,
            Idle = TimeSpan.FromSeconds(Math.Max(0, (int)(now - flow.Facts.SeenAt))),
            IdleTimeout = flow.Facts.Lifetime,
            IsFloating = flow.Facts.Has(FlowMarks.Floating),
            IsFromOutside = (flow.Facts.Network & Outside.Network) != 0,
            IsHairpin = flow.Facts.Has(FlowMarks.Hairpin),
        };
}

/// <summary>A map of buckets: lines in one half of its entries, their rests in the other.</summary>
internal readonly record struct FlowMap(int Descriptor, uint Entries)
{
    internal uint Buckets => Entries / 2;
}
