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
internal sealed unsafe class FlowTable(int buckets, int overflow)
{
    private const int Ways = 8;
    internal const int HeadBytes = 64;
    internal const int RestsAt = HeadBytes + (Ways * 64);
    private const int BucketBytes = RestsAt + (Ways * 64);
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

    private static IEnumerable<FlowValue> Values(int map)
    {
        var keys = new uint[Batch];
        var values = new byte[Batch * BucketBytes];
        uint? position = null;
        bool more;
        do
        {
            more = Batches.Next<uint>(map, "the flow table", ref position, keys, values, out var count);
            for (var i = 0; i < count; i++)
            {
                for (var way = 0; way < Ways; way++)
                {
                    if (Way(values.AsSpan(i * BucketBytes, BucketBytes), way) is { } flow)
                        yield return flow;
                }
            }
        }
        while (more);
    }

    private static FlowValue? Way(ReadOnlySpan<byte> bucket, int way)
    {
        const int TagsAt = 8;
        var used = MemoryMarshal.Read<uint>(bucket[(TagsAt + (way * 4))..]) != 0;
        var line = MemoryMarshal.Read<FlowLine>(bucket[(HeadBytes + (way * sizeof(FlowLine)))..]);
        return used && (line.Marks & FlowMarks.Alias) == 0
            ? line.Join(MemoryMarshal.Read<FlowRest>(bucket[(RestsAt + (way * sizeof(FlowRest)))..]))
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
