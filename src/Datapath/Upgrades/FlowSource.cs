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
    private readonly byte[] _lines, _rests;

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
        (_seen, _lines) = (new byte[_bucketBytes * _buckets], new byte[_bucketBytes * Batch]);
        (_seenRests, _rests) = (new byte[_hasRests ? _seen.Length : _bucketBytes * Batch], new byte[_lines.Length]);
    }

    /// <summary>Flows in the new layout.</summary>
    internal IEnumerable<byte[]> Changed()
    {
        for (int first = 0, count; first < _buckets; first += count)
        {
            count = Math.Min(Batch, _buckets - first);
            ReadBatch(first, count);
            for (var i = 0; i < count; i++)
            {
                foreach (var flow in Changed(first + i, i))
                    yield return flow;
            }
        }
    }

    /// <summary>The rests between two looks at the lines: of a way that got another flow meanwhile the rest may be the other's.</summary>
    private void ReadBatch(int first, int count)
    {
        const int mostTries = 10;
        Read(first, count, _lines);
        for (var tries = 0; _hasRests && tries < mostTries; tries++)
        {
            var before = _lines.ToArray();
            Read(_buckets + first, count, _rests);
            Read(first, count, _lines);
            if (Enumerable.Range(0, count).All(i => AreSameFlows(before.AsSpan(i * _bucketBytes, _bucketBytes), _lines.AsSpan(i * _bucketBytes, _bucketBytes))))
                return;
        }
    }

    private bool AreSameFlows(ReadOnlySpan<byte> before, ReadOnlySpan<byte> now)
    {
        for (var way = 0; way < _places.Ways; way++)
        {
            if (!_places.IsSameTurn(before, now, way))
                return false;
        }

        return true;
    }

    private List<byte[]> Changed(int at, int inBatch)
    {
        var bucket = _lines.AsSpan(inBatch * _bucketBytes, _bucketBytes);
        var rests = _rests.AsSpan(inBatch * _bucketBytes, _bucketBytes);
        var seen = _seen.AsSpan(at * _bucketBytes, _bucketBytes);
        var seenRests = _hasRests ? _seenRests.AsSpan(at * _bucketBytes, _bucketBytes) : rests;
        var changed = new List<byte[]>();
        if (bucket.SequenceEqual(seen) && rests.SequenceEqual(seenRests))
            return changed;
        for (var way = 0; way < _places.Ways; way++)
        {
            if (_places.IsUsed(bucket, way) && !(_places.IsSameLine(bucket, seen, way) && _places.IsSameRest(rests, seenRests, way)))
                changed.Add(ToNew(bucket, rests, way));
        }

        bucket.CopyTo(seen);
        rests.CopyTo(seenRests);
        return changed;
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
