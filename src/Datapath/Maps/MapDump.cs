using Ilb.Datapath.Libbpf;
using Ilb.Datapath.Upgrades;

namespace Ilb.Datapath.Maps;

/// <summary>Every byte in the pinned maps, those of each processor as well.</summary>
public static unsafe class MapDump
{
    /// <summary>A line for each entry: the map, its key, its value.</summary>
    public static string[] Of(string pins) => [.. Maps(pins).SelectMany(pin => Lines(pin))];

    /// <summary>Paths of the pinned maps, in order.</summary>
    public static IEnumerable<string> Maps(string pins) => Directory.Exists(pins) ? Directory.GetFiles(pins).Order(StringComparer.Ordinal) : [];

    /// <summary>The entries of one map that are not all zeros.</summary>
    /// <exception cref="KernelException">It is no map, or can't be opened.</exception>
    public static IEnumerable<string> Used(string pin, int most) => Lines(pin, skipsZeros: true, most);

    private static List<string> Lines(string pin, bool skipsZeros = false, int most = int.MaxValue)
    {
        using var map = PinnedMap.Open(pin)!;
        var lines = new List<string>();
        byte[] key = new byte[map.Shape.KeyBytes], next = new byte[map.Shape.KeyBytes], value = new byte[ValueBytes(map.Shape)];
        fixed (byte* k = key, n = next, v = value)
        {
            for (var isThere = Native.NextKey(map.Descriptor, null, n) == 0; isThere && lines.Count < most; isThere = Native.NextKey(map.Descriptor, k, n) == 0)
            {
                next.CopyTo(key, 0);
                if (Native.Lookup(map.Descriptor, k, v) == 0 && !(skipsZeros && value.AsSpan().IndexOfAnyExcept((byte)0) < 0))
                    lines.Add($"{Path.GetFileName(pin)} {Convert.ToHexString(key)}: {Convert.ToHexString(value)}");
            }
        }

        return lines;
    }

    private static long ValueBytes(MapShape shape) => Transfer.IsPerCpu(shape) ? Native.PossibleCpus() * ((shape.ValueBytes + 7L) & ~7) : shape.ValueBytes;
}
