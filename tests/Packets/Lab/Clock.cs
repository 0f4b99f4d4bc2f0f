using System.Runtime.InteropServices;
using Ilb.Datapath.Flows;
using Ilb.Datapath.Libbpf;
using Ilb.Datapath.Upgrades;

namespace Ilb.Packets.Lab;

/// <summary>Lets time pass for what programs remember, without waiting for it: all of it was seen earlier than it was.</summary>
internal sealed class Clock(string pins) : IDisposable
{
    private readonly PinnedMap _flows = Open(pins, "flows"), _overflow = Open(pins, "overflow");
    private readonly PinnedMap _datagrams = Open(pins, "datagrams"), _sent = Open(pins, "sent"), _affinities = Open(pins, "affinities");

    private delegate void Change(Span<byte> value);

    internal void Pass(uint seconds)
    {
        foreach (var buckets in (PinnedMap[])[_flows, _overflow])
            Each(buckets, bucket => Age(bucket, seconds), buckets.Entries / 2); // the rest are rests
        Each(_datagrams, datagram => Earlier(datagram[^sizeof(uint)..], seconds)); // seen_at comes last
        Each(_sent, seenAt => Earlier(seenAt, seconds));
        Each(_affinities, affinity => Earlier(affinity[^sizeof(uint)..], seconds));
    }

    /// <summary>All but flows, which the sweep forgets.</summary>
    internal void Forget()
    {
        Clear(_datagrams);
        Clear(_sent);
        Clear(_affinities);
    }

    public void Dispose()
    {
        foreach (var map in (PinnedMap[])[_flows, _overflow, _datagrams, _sent, _affinities])
            map.Dispose();
    }

    private static PinnedMap Open(string pins, string map) =>
        PinnedMap.Open(Path.Combine(pins, map)) ?? throw new InvalidOperationException($"There is no map {map} in {pins}.");

    private static void Age(Span<byte> bucket, uint seconds)
    {
        foreach (ref var flow in MemoryMarshal.Cast<byte, FlowLine>(bucket[FlowTable.HeadBytes..]))
            flow = flow with { Facts = flow.Facts with { SeenAt = flow.Facts.SeenAt - seconds, OpenedAt = flow.Facts.OpenedAt - seconds } };
    }

    private static void Earlier(Span<byte> at, uint seconds) => MemoryMarshal.Write(at, MemoryMarshal.Read<uint>(at) - seconds);

    private static unsafe void Each(PinnedMap map, Change change, uint most = uint.MaxValue)
    {
        var value = new byte[map.Shape.ValueBytes];
        foreach (var key in Keys(map).Take((int)Math.Min(most, int.MaxValue)))
        {
            fixed (byte* k = key, v = value)
            {
                var isThere = Native.Lookup(map.Descriptor, k, v) == 0;
                if (!isThere || value.AsSpan().IndexOfAnyExcept((byte)0) < 0)
                    continue;
                change(value);
                if (Native.Update(map.Descriptor, k, v, 0) != 0)
                    throw new InvalidOperationException("The map takes no change.");
            }
        }
    }

    private static unsafe void Clear(PinnedMap map)
    {
        foreach (var key in Keys(map))
        {
            fixed (byte* k = key)
                _ = Native.Delete(map.Descriptor, k);
        }
    }

    private static unsafe List<byte[]> Keys(PinnedMap map)
    {
        var keys = new List<byte[]>();
        var next = new byte[map.Shape.KeyBytes];
        byte[]? key = null;
        while (true)
        {
            fixed (byte* k = key, n = next)
            {
                if (Native.NextKey(map.Descriptor, k, n) != 0)
                    return keys;
            }

            keys.Add(key = [.. next]);
        }
    }
}
