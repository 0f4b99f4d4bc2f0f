using System.Runtime.InteropServices;
using Ilb.Datapath.Libbpf;

namespace Ilb.Datapath.Maps;

/// <summary>A hash, longest-prefix or array map with fixed key and value. In an array, removing writes zeros.</summary>
public sealed unsafe class BpfMap<TKey, TValue>
    where TKey : unmanaged
    where TValue : unmanaged
{
    private const int NotFound = 2; // ENOENT
    private const int Batch = 1024;
    private readonly int _descriptor;
    private readonly Action<string> _writing;
    private readonly bool _isArray;

    internal BpfMap(int descriptor, string name, Action<string>? writing = null)
    {
        _descriptor = descriptor;
        _writing = writing ?? (_ => { });
        Name = name;
        var size = (uint)sizeof(MapDescription);
        MapDescription description = default;
        if (Native.Describe(descriptor, &description, &size) != 0)
            throw KernelException.Last("describe", $"map {name}");
        if (description.KeySize != sizeof(TKey) || description.ValueSize != (uint)sizeof(TValue))
            throw new KernelException("use", $"map {name}", 22, "Its key or value has another size than this program knows.");
        _isArray = description.Type == 2; // BPF_MAP_TYPE_ARRAY
        Capacity = description.Entries;
    }

    public string Name { get; }

    public uint Capacity { get; }

    public void Set(TKey key, TValue value)
    {
        _writing(Name);
        if (Native.Update(_descriptor, &key, &value, 0) != 0)
            throw KernelException.Last("update", $"map {Name}, key {key}");
    }

    public bool TryGet(TKey key, out TValue value)
    {
        TValue found = default;
        var missing = Native.Lookup(_descriptor, &key, &found) != 0;
        if (missing && Marshal.GetLastPInvokeError() != NotFound)
            throw KernelException.Last("read", $"map {Name}, key {key}");
        value = found;
        return !missing;
    }

    /// <summary>Removes the key if it is there.</summary>
    public void Remove(TKey key)
    {
        if (_isArray)
        {
            Set(key, default);
            return;
        }

        _writing(Name);
        if (Native.Delete(_descriptor, &key) != 0 && Marshal.GetLastPInvokeError() != NotFound)
            throw KernelException.Last("delete", $"map {Name}, key {key}");
    }

    /// <summary>What the map holds; of an array, what is not all zeros. Not one moment in time.</summary>
    public IReadOnlyList<KeyValuePair<TKey, TValue>> Entries() => _isArray ? UsedOfArray() : EntriesOfHash();

    private List<KeyValuePair<TKey, TValue>> EntriesOfHash()
    {
        var entries = new List<KeyValuePair<TKey, TValue>>();
        TKey key = default, next = default;
        var found = Native.NextKey(_descriptor, null, &next) == 0;
        while (found)
        {
            key = next;
            if (TryGet(key, out var value))
                entries.Add(new(key, value));
            found = Native.NextKey(_descriptor, &key, &next) == 0;
        }

        return entries;
    }

    /// <summary>In batches: an array has all its keys, most of which hold nothing.</summary>
    private List<KeyValuePair<TKey, TValue>> UsedOfArray()
    {
        var entries = new List<KeyValuePair<TKey, TValue>>();
        var keys = new TKey[Math.Min(Batch, Capacity)];
        var values = new TValue[keys.Length];
        uint? position = null;
        for (var isMore = true; isMore;)
        {
            isMore = Batches.Next<TKey>(_descriptor, $"map {Name}", ref position, keys, MemoryMarshal.AsBytes(values.AsSpan()), out var count);
            for (var i = 0; i < count; i++)
                if (!EqualityComparer<TValue>.Default.Equals(values[i], default))
                    entries.Add(new(keys[i], values[i]));
        }

        return entries;
    }

    public override string ToString() => $"{Name} ({typeof(TKey).Name} to {typeof(TValue).Name}, {Capacity} entries)";
}
