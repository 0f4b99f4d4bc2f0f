using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Ilb.Datapath.Libbpf;

namespace Ilb.Datapath.Maps;

/// <summary>A map of counters, read in batches.</summary>
/// <typeparam name="TValue">A multiple of 8 bytes long, as the kernel lays them out.</typeparam>
/// <param name="isPerProcessor">Each key has a value for each processor, else one.</param>
internal sealed class CounterMap<TKey, TValue>(int descriptor, string name, bool isPerProcessor = true)
    where TKey : unmanaged
    where TValue : unmanaged
{
    private const int Batch = 512;

    private readonly int _bytes = (isPerProcessor ? Native.PossibleCpus() : 1) * Unsafe.SizeOf<TValue>();

    internal delegate void Visit(TKey key, ReadOnlySpan<TValue> values);

    /// <param name="most">So many entries at most; of an array those with the lowest indexes.</param>
    internal void Read(int most, Visit visit)
    {
        var keys = new TKey[Math.Min(Batch, most)];
        var values = new byte[keys.Length * _bytes];
        uint? position = null;
        var more = keys.Length > 0;
        for (var read = 0; more && read < most;)
        {
            var wanted = Math.Min(keys.Length, most - read);
            more = Batches.Next(descriptor, $"map {name}", ref position, keys.AsSpan(0, wanted), values, out var count);
            for (var i = 0; i < count; i++)
                visit(keys[i], MemoryMarshal.Cast<byte, TValue>(values.AsSpan(i * _bytes, _bytes)));
            read += count;
        }
    }

    internal unsafe void Remove(TKey key) => _ = Native.Delete(descriptor, &key);
}
