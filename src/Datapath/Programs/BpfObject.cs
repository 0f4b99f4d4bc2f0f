using Ilb.Datapath.Libbpf;
using Ilb.Datapath.Maps;

namespace Ilb.Datapath.Programs;

/// <summary>The loaded programs with their maps; maps pinned by an earlier load are taken over with their content.</summary>
internal sealed class BpfObject : IDisposable
{
    private readonly nint _handle;
    private readonly string _path;

    private BpfObject(nint handle, string path)
    {
        _handle = handle;
        _path = path;
    }

    /// <param name="entries">Capacity per map name, used where the map is made now.</param>
    internal static BpfObject Load(string path, string pinDirectory, IReadOnlyDictionary<string, uint> entries)
    {
        LibbpfLog.Start();
        var handle = Native.OpenObject(path, 0);
        if (handle == 0)
            throw KernelException.Last("open", path);
        var loaded = new BpfObject(handle, path);
        try
        {
            loaded.PinMaps(pinDirectory, entries);
            if (Native.LoadObject(handle) != 0)
                throw new KernelException("load", path, System.Runtime.InteropServices.Marshal.GetLastPInvokeError(), LibbpfLog.Tail());
            return loaded;
        }
        catch
        {
            loaded.Dispose();
            throw;
        }
    }

    internal int Map(string name) => Native.MapDescriptor(Find(Native.FindMap(_handle, name), $"map {name}"));

    internal BpfMap<TKey, TValue> Map<TKey, TValue>(string name)
        where TKey : unmanaged
        where TValue : unmanaged => new(Map(name), name);

    internal uint Capacity(string name) => Native.MapEntries(Find(Native.FindMap(_handle, name), $"map {name}"));

    internal BpfProgram Program(string name) =>
        new(Native.ProgramDescriptor(Find(Native.FindProgram(_handle, name), $"program {name}")), name);

    public void Dispose() => Native.CloseObject(_handle);

    private void PinMaps(string directory, IReadOnlyDictionary<string, uint> entries)
    {
        for (var map = Native.NextMap(_handle, 0); map != 0; map = Native.NextMap(_handle, map))
        {
            var name = System.Runtime.InteropServices.Marshal.PtrToStringUTF8(Native.MapName(map))!;
            if (name.Contains('.', StringComparison.Ordinal))
                continue; // .rodata and .bss belong to one program version
            var pin = Path.Combine(directory, name);
            if (PinnedCapacity(pin) is { } capacity || entries.TryGetValue(name, out capacity))
                Check(Native.SetMapEntries(map, capacity), "size", name);
            Check(Native.SetPinPath(map, pin), "pin", name);
        }
    }

    /// <summary>A pinned map keeps its size, whatever the options say now: its content matters more.</summary>
    private static unsafe uint? PinnedCapacity(string pin)
    {
        var descriptor = File.Exists(pin) ? Native.OpenPin(pin) : -1;
        if (descriptor < 0)
            return null;
        MapDescription description = default;
        var size = (uint)sizeof(MapDescription);
        var failed = Native.Describe(descriptor, &description, &size) != 0;
        _ = Native.Close(descriptor);
        return failed ? throw KernelException.Last("describe", pin) : description.Entries;
    }

    private static void Check(int result, string operation, string map)
    {
        if (result != 0)
            throw KernelException.Last(operation, $"map {map}");
    }

    private nint Find(nint found, string what) => found != 0 ? found : throw KernelException.Last("find", $"{what} in {_path}");
}
