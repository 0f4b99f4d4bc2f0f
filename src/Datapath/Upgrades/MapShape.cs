using Ilb.Datapath.Libbpf;

namespace Ilb.Datapath.Upgrades;

/// <summary>What two maps must have in common for one program to use either. How many entries there are is not part of it.</summary>
internal sealed record MapShape(MapKind Kind, uint KeyBytes, uint ValueBytes, uint Flags, Layout? Key, Layout? Value)
{
    /// <summary>Of a map in a file that is opened and not loaded yet.</summary>
    internal static MapShape Of(nint handle, nint map)
    {
        var types = Native.ObjectTypes(handle);
        return new(
            (MapKind)Native.MapType(map),
            Native.MapKeySize(map),
            Native.MapValueSize(map),
            Native.MapFlags(map),
            Layout.Of(types, Native.MapKeyType(map)),
            Layout.Of(types, Native.MapValueType(map)));
    }

    /// <summary>Of a map in the kernel.</summary>
    internal static MapShape Of(in MapDescription map)
    {
        var types = map.TypesId == 0 ? 0 : Native.LoadTypes(map.TypesId);
        try
        {
            return new((MapKind)map.Type, map.KeySize, map.ValueSize, map.Flags, Layout.Of(types, map.KeyType), Layout.Of(types, map.ValueType));
        }
        finally
        {
            Native.FreeTypes(types);
        }
    }

    internal bool IsSameAs(MapShape other) =>
        (Kind, KeyBytes, ValueBytes, Flags) == (other.Kind, other.KeyBytes, other.ValueBytes, other.Flags)
        && IsSame(Key, other.Key)
        && IsSame(Value, other.Value);

    /// <summary>The kernel keeps no types of maps that hold programs or maps.</summary>
    private static bool IsSame(Layout? one, Layout? other) => one is null || other is null || one.IsSameAs(other);
}
