namespace Ilb.Datapath.Programs;

/// <summary>
/// The programs of this version by kind of port. That of machines is loaded from the start. The kernel takes as long to look through one of the
/// others, which most nodes have no port for: it is loaded for the first port of its kind.
/// </summary>
internal sealed class PortPrograms(BpfFile file, BpfObject loaded) : IDisposable
{
    private readonly ProgramSlots _slots = new(loaded);
    private readonly Dictionary<PortKind, BpfObject> _later = [];

    /// <summary>
    /// All ports run this version. The slot of a kind that is not loaded and no port is of is emptied: what a version before left there goes.
    /// </summary>
    /// <param name="kinds">Those that there are ports of.</param>
    internal void Switch(IReadOnlyCollection<PortKind> kinds) => _slots.Switch(kind => kinds.Contains(kind) || IsLoaded(kind) ? Of(kind) : null);

    /// <summary>To be called before a port of this kind gets packets.</summary>
    internal void Ensure(PortKind kind)
    {
        if (!IsLoaded(kind))
            _slots.Put(kind, Of(kind));
    }

    /// <exception cref="KernelException">The kernel does not take it.</exception>
    internal BpfProgram Of(PortKind kind)
    {
        var name = Name(kind);
        if (!IsLoaded(kind))
            _later[kind] = BpfObject.LoadBeside(file, loaded, name);
        return _later.GetValueOrDefault(kind, loaded).Program(name);
    }

    public void Dispose()
    {
        foreach (var more in _later.Values)
            more.Dispose();
    }

    private static string Name(PortKind kind) => ProgramSlots.Programs(kind) + "_ingress";

    private bool IsLoaded(PortKind kind) => _later.ContainsKey(kind) || loaded.Holds(Name(kind));
}
