using Ilb.Datapath.Libbpf;

namespace Ilb.Datapath.Upgrades;

/// <summary>A map that an earlier load pinned.</summary>
internal sealed unsafe class PinnedMap : IDisposable
{
    private PinnedMap(int descriptor, string pin)
    {
        Descriptor = descriptor;
        MapDescription description = default;
        var size = (uint)sizeof(MapDescription);
        if (Native.Describe(descriptor, &description, &size) != 0)
            throw KernelException.Last("describe", pin);
        (Id, Entries, Shape) = (description.Id, description.Entries, MapShape.Of(description));
    }

    internal int Descriptor { get; }

    internal uint Id { get; }

    internal uint Entries { get; }

    internal MapShape Shape { get; }

    /// <summary>Null if there is none.</summary>
    internal static PinnedMap? Open(string pin)
    {
        if (!File.Exists(pin))
            return null;
        var descriptor = Native.OpenPin(pin);
        return descriptor < 0 ? throw KernelException.Last("open", pin) : new(descriptor, pin);
    }

    public void Dispose() => _ = Native.Close(Descriptor);
}
