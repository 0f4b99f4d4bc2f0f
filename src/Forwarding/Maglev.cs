using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Ilb.Forwarding;

/// <summary>
/// Consistent hashing of Google's Maglev paper (NSDI 2016, §3.4): each backend walks its own permutation of the table and takes the
/// next free entry at its turn. Shares differ by at most one entry at equal weights, and a backend that comes or goes moves few
/// entries of the others. The result depends on names, slots, weights and size alone: every node computes the same table.
/// </summary>
public static class Maglev
{
    /// <summary>The table: backend slots, <paramref name="size"/> entries. Members may come in any order.</summary>
    /// <param name="members">At least one.</param>
    /// <param name="size">A prime above the number of members; a permutation by steps covers only a prime size.</param>
    public static ImmutableArray<uint> Build(IEnumerable<MaglevMember> members, uint size)
    {
        var ordered = members.OrderBy(m => m.Name, StringComparer.Ordinal).ThenBy(m => m.Slot).ToArray();
        ArgumentOutOfRangeException.ThrowIfZero(ordered.Length, nameof(members));
        if (size <= ordered.Length || !IsPrime(size))
            throw new ArgumentOutOfRangeException(nameof(size), size, "A Maglev table needs a prime size above its number of backends.");
        return ImmutableCollectionsMarshal.AsImmutableArray(Fill(ordered, size));
    }

    private static uint[] Fill(MaglevMember[] members, uint size)
    {
        var table = new uint[size]; // 0 is free: no backend has slot 0
        var walks = Array.ConvertAll(members, member => new Walk(member.Name, size));
        var credits = new int[members.Length];
        var heaviest = members.Max(m => m.Weight);
        for (var filled = 0u; ;)
        {
            for (var i = 0; i < members.Length; i++)
            {
                credits[i] += members[i].Weight; // a backend of half the weight gets every second turn
                if (credits[i] < heaviest)
                    continue;
                credits[i] -= heaviest;
                table[walks[i].NextFree(table)] = members[i].Slot;
                if (++filled == size)
                    return table;
            }
        }
    }

    private static bool IsPrime(uint number)
    {
        if (number < 2)
            return false;
        for (var divisor = 2u; divisor * divisor <= number; divisor++)
        {
            if (number % divisor == 0)
                return false;
        }

        return true;
    }

    /// <summary>One backend's permutation of the entries.</summary>
    private struct Walk
    {
        private readonly uint _size;
        private readonly uint _skip;
        private uint _next;

        public Walk(string name, uint size)
        {
            var hash = StableHash.Of(name);
            _size = size;
            _skip = (uint)(StableHash.Mix(hash) % (size - 1)) + 1;
            _next = (uint)(hash % size);
        }

        public uint NextFree(uint[] table)
        {
            while (true)
            {
                var entry = _next;
                _next += _skip;
                if (_next >= _size)
                    _next -= _size;
                if (table[entry] == 0)
                    return entry;
            }
        }
    }
}
