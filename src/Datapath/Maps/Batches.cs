using System.Runtime.InteropServices;
using Ilb.Datapath.Libbpf;

namespace Ilb.Datapath.Maps;

/// <summary>Reads maps in batches: a call for hundreds of entries, not one for each.</summary>
internal static unsafe class Batches
{
    private const int EndOfMap = 2; // ENOENT

    /// <summary>The next entries, as many as both buffers hold; false when these are the last.</summary>
    /// <param name="position">Null at first; where to go on.</param>
    internal static bool Next<TKey>(int map, string name, ref uint? position, Span<TKey> keys, Span<byte> values, out int count)
        where TKey : unmanaged
    {
        uint from = position ?? 0, next = 0, read = (uint)keys.Length;
        int result;
        fixed (TKey* key = keys)
        fixed (byte* value = values)
            result = Native.LookupBatch(map, position is null ? null : &from, &next, key, value, &read, null);
        if (result != 0 && Marshal.GetLastPInvokeError() != EndOfMap)
            throw KernelException.Last("read", name);
        position = next;
        count = (int)read;
        return result == 0;
    }
}
