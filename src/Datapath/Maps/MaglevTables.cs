using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Ilb.Datapath.Libbpf;

namespace Ilb.Datapath.Maps;

/// <summary>Frontend slot index → its Maglev table, an inner array of backend slot indexes.</summary>
internal sealed unsafe class MaglevTables(int descriptor, uint capacity, Action<string> writing)
{
    private const int Array = 2; // BPF_MAP_TYPE_ARRAY
    private const uint OfAnySize = 1 << 12; // BPF_F_INNER_MAP
    private const uint Mappable = 1 << 10; // BPF_F_MMAPABLE
    private const int EntryBytes = 8; // the kernel rounds 4 up

    /// <summary>Replaces all these tables with one call: each swap alone would wait 8 ms for the readers in the kernel.</summary>
    internal void Set(IReadOnlyList<KeyValuePair<uint, ImmutableArray<uint>>> tables)
    {
        writing("maglev");
        var keys = tables.Select(table => table.Key).ToArray();
        var inner = new int[tables.Count];
        try
        {
            for (var i = 0; i < inner.Length; i++)
                inner[i] = Create(tables[i].Value);
            Swap(keys, inner);
        }
        finally
        {
            foreach (var map in inner.Where(map => map > 0))
                _ = Native.Close(map);
        }
    }

    internal void Remove(uint frontend)
    {
        writing("maglev");
        if (Native.Delete(descriptor, &frontend) != 0 && Marshal.GetLastPInvokeError() != 2)
            throw KernelException.Last("delete", $"map maglev, key {frontend}");
    }

    internal IEnumerable<KeyValuePair<uint, ImmutableArray<uint>>> Entries()
    {
        for (uint frontend = 0; frontend < capacity; frontend++)
        {
            if (Read(frontend) is { IsDefault: false } table)
                yield return new(frontend, table);
        }
    }

    private void Swap(uint[] keys, int[] inner)
    {
        var count = (uint)keys.Length;
        fixed (uint* key = keys)
        fixed (int* value = inner)
        {
            if (count > 0 && Native.UpdateBatch(descriptor, key, value, &count, 0) != 0)
                throw KernelException.Last("update", $"map maglev, {keys.Length} tables");
        }
    }

    private static int Create(ImmutableArray<uint> table)
    {
        var options = new MapCreateOptions { Size = (nuint)sizeof(MapCreateOptions), Flags = OfAnySize | Mappable };
        var map = Native.CreateMap(Array, "maglev_table", 4, 4, (uint)table.Length, &options);
        if (map < 0)
            throw KernelException.Last("create", $"a Maglev table of {table.Length} entries");
        Fill(map, table.AsSpan());
        return map;
    }

    /// <summary>Through memory: 65,537 entries take 0.1 ms so, and 16 ms as a batch of updates.</summary>
    private static void Fill(int map, ReadOnlySpan<uint> table)
    {
        const int readAndWrite = 3, shared = 1;
        var bytes = (nuint)table.Length * EntryBytes;
        var memory = Native.MapMemory(0, bytes, readAndWrite, shared, map, 0);
        if (memory == -1)
            throw KernelException.Last("fill", $"a Maglev table of {table.Length} entries");
        for (var i = 0; i < table.Length; i++)
            *(uint*)(memory + i * EntryBytes) = table[i];
        _ = Native.UnmapMemory(memory, bytes);
    }

    private ImmutableArray<uint> Read(uint frontend)
    {
        uint id;
        if (Native.Lookup(descriptor, &frontend, &id) != 0)
            return default;
        var map = Native.MapById(id);
        if (map < 0)
            return default; // replaced meanwhile
        try
        {
            return Content(map);
        }
        finally
        {
            _ = Native.Close(map);
        }
    }

    private static ImmutableArray<uint> Content(int map)
    {
        MapDescription description = default;
        var size = (uint)sizeof(MapDescription);
        if (Native.Describe(map, &description, &size) != 0)
            throw KernelException.Last("describe", "a Maglev table");
        var count = description.Entries;
        var keys = new uint[count];
        var values = new uint[count];
        uint last;
        fixed (uint* key = keys, value = values)
        {
            if (Native.LookupBatch(map, null, &last, key, value, &count, null) != 0 && count != description.Entries)
                throw KernelException.Last("read", "a Maglev table");
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(values);
    }
}
