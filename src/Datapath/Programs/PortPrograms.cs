namespace Ilb.Datapath.Programs;

/// <summary>
/// The programs of this version by kind of port. That of machines is loaded from the start. The kernel takes as long to look through one of the
/// others, which most nodes have no port for: it is loaded for the first port of its kind.
/// </summary>
internal sealed class PortPrograms(ProgramFile file, BpfObject loaded) : IDisposable
{
    private readonly ProgramSlots _slots = new(loaded);
    private readonly Dictionary<PortKind, BpfObject> _later = [];

    /// <summary>Those that are loaded when they are asked for.</summary>
    internal static IEnumerable<string> Later { get; } = [Name(PortKind.Uplink), Name(PortKind.Gateway)];

    /// <summary>All ports run this version. The slots of other kinds are emptied: what a version before left there goes.</summary>
    /// <param name="kinds">Those that there are ports of.</param>
    /// <exception cref="KernelException">The kernel does not take one of the programs; nothing was switched.</exception>
    internal void SwitchTo(IEnumerable<PortKind> kinds) => _slots.Switch(kinds.Append(PortKind.Machine).Distinct().ToDictionary(kind => kind, Load));

    /// <summary>The same where all were loaded together.</summary>
    internal void SwitchToAll() => SwitchTo(Enum.GetValues<PortKind>());

    /// <summary>To be called before a port of this kind gets packets; done again, it mends what failed.</summary>
    /// <exception cref="KernelException">The kernel does not take it.</exception>
    internal void Ensure(PortKind kind)
    {
        if (kind != PortKind.Machine)
            _slots.Put(kind, Load(kind));
    }

    /// <summary>Loads it unless it is.</summary>
    /// <exception cref="KernelException">The kernel does not take it.</exception>
    internal BpfProgram Load(PortKind kind)
    {
        var name = Name(kind);
        if (loaded.Holds(name))
            return loaded.Program(name);
        if (!_later.TryGetValue(kind, out var later))
            _later[kind] = later = BpfObject.LoadBeside(file, loaded, name);
        return later.Program(name);
    }

    public void Dispose()
    {
        foreach (var later in _later.Values)
            later.Dispose();
    }

    private static string Name(PortKind kind) => ProgramSlots.Programs(kind) + "_ingress";
}
