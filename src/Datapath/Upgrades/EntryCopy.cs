using Ilb.Datapath.Libbpf;

namespace Ilb.Datapath.Upgrades;

/// <summary>Copies the entries of a map into one of another layout, field by field. What packets change meanwhile may be missed.</summary>
internal sealed unsafe class EntryCopy(PinnedMap from, PinnedMap to, string name)
{
    private readonly FieldMoves _keys = FieldMoves.Between(from.Shape.Key!, to.Shape.Key!)!;
    private readonly FieldMoves _values = FieldMoves.Between(from.Shape.Value!, to.Shape.Value!)!;
    private readonly int _copies = Transfer.IsPerCpu(to.Shape) ? Native.PossibleCpus() : 1;

    internal void Run()
    {
        byte[] key = new byte[from.Shape.KeyBytes], next = new byte[from.Shape.KeyBytes];
        fixed (byte* at = key, following = next)
        {
            var found = Native.NextKey(from.Descriptor, null, following) == 0;
            while (found)
            {
                next.CopyTo(key, 0);
                Copy(key);
                found = Native.NextKey(from.Descriptor, at, following) == 0;
            }
        }
    }

    private void Copy(byte[] key)
    {
        int oldStride = Stride(from.Shape), newStride = Stride(to.Shape);
        byte[] newKey = new byte[to.Shape.KeyBytes], old = new byte[oldStride * _copies], value = new byte[newStride * _copies];
        fixed (byte* oldAt = key, newAt = newKey, source = old, target = value)
        {
            if (Native.Lookup(from.Descriptor, oldAt, source) != 0)
                return; // removed meanwhile
            _keys.Copy(key, newKey);
            for (var i = 0; i < _copies; i++)
                _values.Copy(old.AsSpan(i * oldStride, oldStride), value.AsSpan(i * newStride, newStride));
            if (Native.Update(to.Descriptor, newAt, target, 0) != 0)
                throw KernelException.Last("carry over an entry of", $"map {name}");
        }
    }

    /// <summary>The kernel rounds what it keeps per processor up to 8 bytes.</summary>
    private static int Stride(MapShape shape) => !Transfer.IsPerCpu(shape) ? (int)shape.ValueBytes : ((int)shape.ValueBytes + 7) & ~7;
}
