using System.Globalization;
using System.Runtime.InteropServices;
using Ilb.Datapath.Libbpf;

namespace Ilb.Datapath.Upgrades;

/// <summary>How a key or value lies in memory, as its compiler wrote it down (BTF): every number by name, place and size.</summary>
internal sealed class Layout(IReadOnlyList<Field> fields, int bytes)
{
    internal IReadOnlyList<Field> Fields => fields;

    internal int Bytes => bytes;

    /// <summary>Null where types can't be told: none were kept, or of a kind that no map here has (bit fields).</summary>
    internal static Layout? Of(nint types, uint id)
    {
        if (types == 0 || id == 0)
            return null;
        var found = new List<Field>();
        return Flatten(types, id, 0, "", found) ? new(found, (int)Native.SizeOfType(types, id)) : null;
    }

    internal bool IsSameAs(Layout other) => bytes == other.Bytes && fields.SequenceEqual(other.Fields);

    /// <summary>Of one part, e.g. "ways[0].", and where that begins; null if there is none.</summary>
    internal (int At, Layout Layout)? Part(string prefix)
    {
        var inside = fields.Where(field => field.Path.StartsWith(prefix, StringComparison.Ordinal)).ToArray();
        if (inside.Length == 0)
            return null;
        var at = inside.Min(field => field.At);
        var part = inside.Select(field => field with { Path = field.Path[prefix.Length..], At = field.At - at });
        return (at, new([.. part], inside.Max(field => field.At + field.Bytes) - at));
    }

    private static unsafe bool Flatten(nint types, uint id, int at, string path, List<Field> found)
    {
        var type = Native.FindType(types, id);
        if (type == null)
            return false;
        switch ((BtfKind)((type[1] >> 24) & 31))
        {
            case BtfKind.Integer or BtfKind.Enum or BtfKind.LongEnum:
                found.Add(new(path, at, (int)type[2]));
                return true;
            case BtfKind.Typedef or BtfKind.Volatile or BtfKind.Const:
                return Flatten(types, type[2], at, path, found);
            case BtfKind.Array:
                return FlattenArray(types, type[3], (int)type[5], at, path, found);
            case BtfKind.Struct or BtfKind.Union:
                return FlattenStruct(types, type, at, path, found);
            default:
                return false;
        }
    }

    private static bool FlattenArray(nint types, uint element, int count, int at, string path, List<Field> found)
    {
        var size = (int)Native.SizeOfType(types, element);
        for (var i = 0; i < count; i++)
        {
            var name = path + "[" + i.ToString(CultureInfo.InvariantCulture) + "]";
            if (!Flatten(types, element, at + (i * size), name, found))
                return false;
        }

        return true;
    }

    private static unsafe bool FlattenStruct(nint types, uint* type, int at, string path, List<Field> found)
    {
        var hasBitFields = type[1] >> 31 != 0;
        for (var member = type + 3; member < type + 3 + (3 * (type[1] & 0xffff)); member += 3)
        {
            var name = Marshal.PtrToStringUTF8(Native.NameOf(types, member[0]))!;
            var inner = path.Length == 0 || name.Length == 0 ? path + name : path + "." + name;
            if (hasBitFields || member[2] % 8 != 0 || !Flatten(types, member[1], at + (int)(member[2] / 8), inner, found))
                return false;
        }

        return true;
    }
}
