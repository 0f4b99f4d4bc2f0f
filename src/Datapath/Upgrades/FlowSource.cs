using System.Runtime.InteropServices;
using Ilb.Datapath.Libbpf;

namespace Ilb.Datapath.Upgrades;

/// <summary>Reads flows out of a table of another layout: at first all, then only those that changed since.</summary>
internal sealed unsafe class FlowSource
{
    private const int Batch = 256;
    private const ulong UnderLock = 4; // BPF_F_LOCK: no line that is half written
    private readonly PinnedMap _map;
    private readonly FieldMoves _moves;
    private readonly FlowPlaces _places;
    private readonly int _buckets, _flowBytes, _bucketBytes, _newBytes;
    private readonly bool _hasRests;
    private readonly byte[] _seen, _seenRests;
    private readonly byte[] _before, _lines, _rests;

    internal FlowSource(PinnedMap map, Layout flow)
    {
        var bucket = map.Shape.Value!;
        var old = FlowPlaces.FlowIn(bucket)!;
        _map = map;
        _moves = FieldMoves.Between(old, flow)!;
        _places = new(bucket);
        _hasRests = FlowPlaces.HasRests(bucket);
        _buckets = (int)map.Entries / (_hasRests ? 2 : 1);
        (_flowBytes, _bucketBytes, _newBytes) = (old.Bytes, (int)map.Shape.ValueBytes, flow.Bytes);
        (_before, _lines, _rests) = (new byte[_bucketBytes * Batch], new byte[_bucketBytes * Batch], new byte[_bucketBytes * Batch]);
        (_seen, _seenRests) = (new byte[_bucketBytes * _buckets], new byte[_hasRests ? _bucketBytes * _buckets : _bucketBytes]);
    }

    /// <summary>Buckets that changed while they were read the last time: what there is in them comes with the next.</summary>
    internal int Unsettled { get; private set; }

    /// <summary>Flows in the new layout.</summary>
    internal IEnumerable<byte[]> Changed()
    {
        Unsettled = 0;
        for (int first = 0, count; first < _buckets; first += count)
        {
            count = Math.Min(Batch, _buckets - first);
            Read(first, count, _before);
            if (_hasRests)
                Read(_buckets + first, count, _rests);
            Read(first, count, _lines);
            for (var i = 0; i < count; i++)
            {
                foreach (var flow in Changed(first + i, i * _bucketBytes))
                    yield return flow;
            }
        }
    }

    /// <summary>Of a way that got another flow between two looks at it the rest may be the other's: it is left out.</summary>
    private List<byte[]> Changed(int at, int inBatch)
    {
        var before = _before.AsSpan(inBatch, _bucketBytes);
        var bucket = _lines.AsSpan(inBatch, _bucketBytes);
        var rests = _rests.AsSpan(inBatch, _bucketBytes);
        var seen = _seen.AsSpan(at * _bucketBytes, _bucketBytes);
        var seenRests = _seenRests.AsSpan(_hasRests ? at * _bucketBytes : 0, _bucketBytes);
        var changed = new List<byte[]>();
        if (bucket.SequenceEqual(seen) && rests.SequenceEqual(seenRests))
            return changed;
        var isSettled = true;
        for (var way = 0; way < _places.Ways; way++)
        {
            if (!_places.IsUsed(bucket, way) || (_places.IsSameLine(bucket, seen, way) && _places.IsSameRest(rests, seenRests, way)))
                continue;
            if (_places.IsSameTurn(before, bucket, way))
                changed.Add(ToNew(bucket, rests, way));
            else
                isSettled = false;
        }

        Settle(isSettled, bucket, seen, rests, seenRests);
        return changed;
    }

    private void Settle(bool isSettled, Span<byte> bucket, Span<byte> seen, Span<byte> rests, Span<byte> seenRests)
    {
        if (!isSettled)
        {
            Unsettled++;
            return;
        }

        bucket.CopyTo(seen);
        rests.CopyTo(seenRests);
    }

    private byte[] ToNew(ReadOnlySpan<byte> bucket, ReadOnlySpan<byte> rests, int way)
    {
        Span<byte> old = stackalloc byte[_flowBytes];
        var flow = new byte[_newBytes];
        _places.Copy(bucket, rests, way, old);
        _moves.Copy(old, flow);
        return flow;
    }

    /// <param name="first">Number of the first bucket; as many as asked for there are.</param>
    private void Read(int first, int count, byte[] buckets)
    {
        const int endOfMap = 2; // ENOENT
        uint before = (uint)first - 1, next = 0, read = (uint)count;
        var options = new BatchOptions { Size = (nuint)sizeof(BatchOptions), EntryFlags = UnderLock };
        var keys = stackalloc uint[Batch];
        int result;
        fixed (byte* values = buckets)
            result = Native.LookupBatch(_map.Descriptor, first == 0 ? null : &before, &next, keys, values, &read, &options);
        if (result != 0 && Marshal.GetLastPInvokeError() != endOfMap)
            throw KernelException.Last("read", "the flow table before");
    }
}
