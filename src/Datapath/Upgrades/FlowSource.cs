using System.Runtime.InteropServices;
using Ilb.Datapath.Libbpf;

namespace Ilb.Datapath.Upgrades;

/// <summary>Reads flows out of a table of another layout: at first all, then only those that changed since.</summary>
internal sealed unsafe class FlowSource
{
    private const int Batch = 256;
    private const ulong UnderLock = 4; // BPF_F_LOCK: no flow that is half written
    private readonly PinnedMap _map;
    private readonly FieldMoves _moves;
    private readonly FlowPlaces _places;
    private readonly int _flowBytes, _bucketBytes, _newBytes;
    private readonly byte[] _seen;
    private readonly byte[] _batch;

    internal FlowSource(PinnedMap map, Layout flow)
    {
        var bucket = map.Shape.Value!;
        var old = FlowPlaces.FlowIn(bucket)!;
        _map = map;
        _moves = FieldMoves.Between(old, flow)!;
        _places = new(bucket);
        (_flowBytes, _bucketBytes, _newBytes) = (old.Bytes, (int)map.Shape.ValueBytes, flow.Bytes);
        _seen = new byte[_bucketBytes * (int)map.Entries];
        _batch = new byte[_bucketBytes * Batch];
    }

    /// <summary>Flows in the new layout.</summary>
    internal IEnumerable<byte[]> Changed()
    {
        uint? position = null;
        bool more;
        var at = 0;
        do
        {
            more = Read(ref position, out var count);
            for (var i = 0; i < count; i++, at += _bucketBytes)
            {
                foreach (var flow in Changed(i * _bucketBytes, at))
                    yield return flow;
            }
        }
        while (more);
    }

    private List<byte[]> Changed(int inBatch, int at)
    {
        var bucket = _batch.AsSpan(inBatch, _bucketBytes);
        var seen = _seen.AsSpan(at, _bucketBytes);
        var changed = new List<byte[]>();
        if (bucket.SequenceEqual(seen))
            return changed;
        for (var way = 0; way < _places.Ways.Count; way++)
        {
            var isUsed = MemoryMarshal.Read<uint>(bucket[_places.Ways[way].Tag..]) != 0;
            if (isUsed && !_places.IsSame(bucket, seen, way))
                changed.Add(ToNew(bucket, way));
        }

        bucket.CopyTo(seen);
        return changed;
    }

    private byte[] ToNew(ReadOnlySpan<byte> bucket, int way)
    {
        Span<byte> old = stackalloc byte[_flowBytes];
        var flow = new byte[_newBytes];
        _places.Copy(bucket, way, old);
        _moves.Copy(old, flow);
        return flow;
    }

    private bool Read(ref uint? position, out uint count)
    {
        const int endOfMap = 2; // ENOENT
        uint from = position ?? 0, next = 0, read = Batch;
        var options = new BatchOptions { Size = (nuint)sizeof(BatchOptions), EntryFlags = UnderLock };
        var keys = stackalloc uint[Batch];
        int result;
        fixed (byte* values = _batch)
            result = Native.LookupBatch(_map.Descriptor, position is null ? null : &from, &next, keys, values, &read, &options);
        if (result != 0 && Marshal.GetLastPInvokeError() != endOfMap)
            throw KernelException.Last("read", "the flow table before");
        (position, count) = (next, read);
        return result == 0;
    }
}
