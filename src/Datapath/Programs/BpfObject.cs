using System.Runtime.InteropServices;
using Ilb.Datapath.Libbpf;
using Ilb.Datapath.Maps;
using Ilb.Datapath.Upgrades;

namespace Ilb.Datapath.Programs;

/// <summary>The loaded programs with their maps; maps pinned by an earlier load are taken over with their content.</summary>
internal sealed class BpfObject : IDisposable
{
    /// <summary>What only carrying over needs.</summary>
    private static readonly string[] s_carrying = ["port_carrying", "uplink_carrying", "gateway_carrying", "carry"];

    private nint _handle;
    private readonly string _name;

    private BpfObject(nint handle, string name)
    {
        _handle = handle;
        _name = name;
    }

    /// <param name="entries">Capacity per map name, used where the map is made now.</param>
    internal static BpfObject Load(ProgramFile file, PinFolder pins, IReadOnlyDictionary<string, uint> entries) => Load(file, loaded =>
    {
        loaded.PinMaps(pins, entries);
        loaded.LeaveOutUnused();
    });

    /// <summary>One of the programs, with the same maps.</summary>
    /// <param name="inForce">Whose maps these are.</param>
    internal static BpfObject LoadBeside(ProgramFile file, BpfObject inForce, string program) => Load(file, loaded => loaded.Join(inForce, program));

    /// <summary>The same as a trial, which only reads the maps.</summary>
    internal static BpfObject LoadTrial(ProgramFile file, BpfObject inForce, string program) => Load(file, loaded =>
    {
        loaded.Join(inForce, program);
        loaded.Set(".rodata.trial");
    });

    private static BpfObject Load(ProgramFile file, Action<BpfObject> prepare)
    {
        LibbpfLog.Start();
        var handle = Open(file);
        if (handle == 0)
            throw KernelException.Last("open", file.Path);
        var loaded = new BpfObject(handle, file.Path);
        try
        {
            prepare(loaded);
            if (RuntimeInformation.ProcessArchitecture == Architecture.X64)
                loaded.Set(".rodata.order");
            if (Native.LoadObject(handle) != 0)
                throw new KernelException("load", file.Path, Marshal.GetLastPInvokeError(), LibbpfLog.Tail());
            return loaded;
        }
        catch
        {
            loaded.Dispose();
            throw;
        }
    }

    private static unsafe nint Open(ProgramFile file)
    {
        fixed (byte* content = file.Content, name = "port"u8)
        {
            var options = new ObjectOptions { Size = (nuint)sizeof(ObjectOptions), Name = name };
            return Native.OpenObject(content, (nuint)file.Content.Length, &options);
        }
    }

    /// <summary>The maps that outlive this object, and what is to be carried over into which.</summary>
    internal IReadOnlyList<PlacedMap> Placed { get; private set; } = [];

    /// <summary>Told the name of a map before each write.</summary>
    internal Action<string> Writing { get; set; } = _ => { };

    internal bool IsToBeCarried => Placed.Any(map => map.From is not null);

    internal int Map(string name) => Native.MapDescriptor(Find(Native.FindMap(_handle, name), $"map {name}"));

    internal BpfMap<TKey, TValue> Map<TKey, TValue>(string name)
        where TKey : unmanaged
        where TValue : unmanaged => new(Map(name), name, Writing);

    internal uint Capacity(string name) => Native.MapEntries(Find(Native.FindMap(_handle, name), $"map {name}"));

    internal BpfProgram Program(string name) =>
        new(Native.ProgramDescriptor(Find(Native.FindProgram(_handle, name), $"program {name}")), name);

    /// <summary>Whether it is among those that were loaded.</summary>
    internal bool Holds(string program) => Program(program).Descriptor >= 0;

    public void Dispose() => Native.CloseObject(Interlocked.Exchange(ref _handle, 0));

    private void PinMaps(PinFolder pins, IReadOnlyDictionary<string, uint> entries)
    {
        var maps = Maps();
        foreach (var name in maps.Keys.Where(IsOfOneVersion))
            maps.Remove(name);
        Placed = pins.Place(maps.ToDictionary(map => map.Key, map => MapShape.Of(_handle, map.Value)));
        foreach (var placed in Placed)
        {
            // A map keeps its size, whatever the options say now: its content matters more.
            if (placed.Entries is { } capacity || entries.TryGetValue(placed.Name, out capacity))
                Check(Native.SetMapEntries(maps[placed.Name], capacity), "size", $"map {placed.Name}");
            Check(Native.SetPinPath(maps[placed.Name], placed.Pin), "pin", $"map {placed.Name}");
        }
    }

    private Dictionary<string, nint> Maps()
    {
        var maps = new Dictionary<string, nint>();
        for (var map = Native.NextMap(_handle, 0); map != 0; map = Native.NextMap(_handle, map))
            maps[Marshal.PtrToStringUTF8(Native.MapName(map))!] = map;
        return maps;
    }

    /// <summary>Not pinned: what is in it means something to one load of the programs only. So do .rodata and .bss.</summary>
    private static bool IsOfOneVersion(string map) => map is "scratch" or "report" || map.Contains('.', StringComparison.Ordinal);

    /// <summary>A constant that programs ask for; the kernel leaves out what does not apply.</summary>
    private unsafe void Set(string constant)
    {
        var set = 1u;
        Check(Native.SetConstant(Find(Native.FindMap(_handle, constant), constant), &set, sizeof(uint)), "set", constant);
    }

    private void Join(BpfObject inForce, string program)
    {
        foreach (var (name, map) in Maps().Where(map => !IsOfOneVersion(map.Key)))
            Check(Native.ShareMap(map, inForce.Map(name)), "share", $"map {name}");
        LeaveOutAllBut(program);
    }

    private void LeaveOutAllBut(string kept)
    {
        var wanted = Find(Native.FindProgram(_handle, kept), $"program {kept}");
        for (var program = Native.NextProgram(_handle, 0); program != 0; program = Native.NextProgram(_handle, program))
            Check(Native.SetAutoload(program, program == wanted), "leave out", "a program");
    }

    /// <summary>The kernel would look through it at every start. Who carries over needs all of it.</summary>
    private void LeaveOutUnused()
    {
        foreach (var name in IsToBeCarried ? [] : s_carrying.Concat(PortPrograms.Later))
            Check(Native.SetAutoload(Find(Native.FindProgram(_handle, name), $"program {name}"), false), "leave out", $"program {name}");
    }

    private static void Check(int result, string operation, string name)
    {
        if (result != 0)
            throw KernelException.Last(operation, name);
    }

    private nint Find(nint found, string what) => found != 0 ? found : throw KernelException.Last("find", $"{what} in {_name}");
}
