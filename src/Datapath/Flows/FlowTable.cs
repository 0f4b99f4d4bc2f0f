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
internal sealed unsafe class FlowTable(FlowMap buckets, FlowMap overflow)
{
    private const int Ways = 8;
    internal const int HeadBytes = 64;
    private const int BucketBytes = HeadBytes + (Ways * 64);
    private const int Batch = 256;

    internal IEnumerable<Flow> Read()
    {
        var now = Now();
        return Values(buckets).Concat(Values(overflow)).Select(flow => ToFlow(flow, now));
    }

    /// <summary>Flows per backend slot index that are not over, direct ones left out.</summary>
    internal IReadOnlyDictionary<uint, int> PerBackend() => Values(buckets).Concat(Values(overflow))
        .Where(flow => (flow.Marks & FlowMarks.Direct) == 0 && !flow.IsOver)
        .CountBy(flow => flow.Backend)
        .ToDictionary();

    /// <summary>Lines are in one half of the map and their rests in the other, so that two batches are read at a time.</summary>
    private static IEnumerable<FlowValue> Values(FlowMap map)
    {
        var half = map.Entries / 2;
        var keys = new uint[Batch];
        var (lines, rests) = (new byte[Batch * BucketBytes], new byte[Batch * BucketBytes]);
        uint? nextLine = null, nextRest = half - 1;
        for (uint done = 0, count; done < half; done += count)
        {
            count = Math.Min(Batch, half - done);
            Read(map, ref nextLine, keys.AsSpan(0, (int)count), lines);
            Read(map, ref nextRest, keys.AsSpan(0, (int)count), rests);
            for (var at = 0; at < count * BucketBytes; at += BucketBytes)
            {
                for (var way = 0; way < Ways; way++)
                {
                    if (Way(lines.AsSpan(at, BucketBytes), rests.AsSpan(at, BucketBytes), way) is { } flow)
                        yield return flow;
                }
            }
        }
    }

    private static void Read(FlowMap map, ref uint? position, Span<uint> keys, byte[] buckets) =>
        Batches.Next(map.Descriptor, "the flow table", ref position, keys, buckets, out _);

    private static FlowValue? Way(ReadOnlySpan<byte> bucket, ReadOnlySpan<byte> rests, int way)
    {
        const int TagsAt = 8;
        var used = MemoryMarshal.Read<uint>(bucket[(TagsAt + (way * 4))..]) != 0;
        var line = MemoryMarshal.Read<FlowLine>(bucket[(HeadBytes + (way * sizeof(FlowLine)))..]);
        return used && (line.Marks & FlowMarks.Alias) == 0
            ? line.Join(MemoryMarshal.Read<FlowRest>(rests[(HeadBytes + (way * sizeof(FlowRest)))..]))
            : null;
    }

    /// <summary>The clock that the programs read: seconds since boot.</summary>
    private static uint Now() => (uint)(Stopwatch.GetTimestamp() / Stopwatch.Frequency);

    /// <summary>As it is at this moment.</summary>
    internal static Flow ToFlow(FlowValue flow) => ToFlow(flow, Now());

    private static Flow ToFlow(FlowValue flow, uint now) =>
        new(
            flow.Network & ~Outside.Network,
            new IPEndPoint(flow.Client.ToAddress(), flow.ClientPort.Value),
            new IPEndPoint(flow.Called.ToAddress(), flow.CalledPort.Value),
            new IPEndPoint(flow.Server.ToAddress(), flow.ServerPort.Value),
            flow.SeenPort.Value,
            (Protocol)flow.Protocol,
            new Slot(flow.Backend, flow.Generation),
            (flow.Marks & FlowMarks.Proven) != 0,
            flow.IsOver)
        {
            HalfClosed = flow.IsHalfClosed,
            Age = flow.OpenedAt == 0 ? null : TimeSpan.FromSeconds(Math.Max(0, (int)(now - flow.OpenedAt))),
            FromClient = flow.Traffic.OfClient,
            FromServer = flow.Traffic.OfServer,
            Idle = TimeSpan.FromSeconds(Math.Max(0, (int)(now - flow.SeenAt))),
            IdleTimeout = flow.Lifetime,
            IsFloating = (flow.Marks & FlowMarks.Floating) != 0,
            IsFromOutside = (flow.Network & Outside.Network) != 0,
            IsHairpin = (flow.Marks & FlowMarks.Hairpin) != 0,
        };
}

/// <summary>A map of buckets.</summary>
/// <param name="Entries">Twice the buckets.</param>
internal readonly record struct FlowMap(int Descriptor, uint Entries);
