using Ilb.Datapath.Libbpf;
using Ilb.Datapath.Upgrades;

namespace Ilb.Packets.Lab;

/// <summary>Every byte in the pinned maps, those of each processor as well.</summary>
internal static unsafe class MapDump
{
    /// <summary>A line for each entry: the map, its key, its value.</summary>
    internal static string[] Of(string pins) => [.. Directory.GetFiles(pins).Order(StringComparer.Ordinal).SelectMany(Lines)];

    private static List<string> Lines(string pin)
    {
        using var map = PinnedMap.Open(pin)!;
        var lines = new List<string>();
        byte[] key = new byte[map.Shape.KeyBytes], next = new byte[map.Shape.KeyBytes], value = new byte[ValueBytes(map.Shape)];
        fixed (byte* k = key, n = next, v = value)
        {
            for (var isThere = Native.NextKey(map.Descriptor, null, n) == 0; isThere; isThere = Native.NextKey(map.Descriptor, k, n) == 0)
            {
                next.CopyTo(key, 0);
                if (Native.Lookup(map.Descriptor, k, v) == 0)
                    lines.Add($"{Path.GetFileName(pin)} {Convert.ToHexString(key)}: {Convert.ToHexString(value)}");
            }
        }

        return lines;
    }

    private static long ValueBytes(MapShape shape) => Transfer.IsPerCpu(shape) ? Native.PossibleCpus() * ((shape.ValueBytes + 7L) & ~7) : shape.ValueBytes;
}
