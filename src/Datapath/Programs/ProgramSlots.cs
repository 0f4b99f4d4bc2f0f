using Ilb.Datapath.Libbpf;
using Ilb.Datapath.Maps;
using Ilb.Datapath.Upgrades;

namespace Ilb.Datapath.Programs;

/// <summary>The program arrays that ports jump through: one write to slot 0 of one switches all ports of a kind to another program.</summary>
internal sealed class ProgramSlots(BpfObject loaded)
{
    private const uint InForce = 0;
    private static readonly PortKind[] s_kinds = Enum.GetValues<PortKind>();

    private readonly BpfMap<uint, int> _previous = new(loaded.Map("previous"), "previous");

    /// <summary>How the names of its programs begin.</summary>
    internal static string Programs(PortKind kind) => kind == PortKind.Machine ? "port" : kind.ToString().ToLowerInvariant();

    /// <summary>All ports run these programs, and nothing asks those before any more. Where there is none for a kind, its slot is emptied.</summary>
    internal void Switch(IReadOnlyDictionary<PortKind, BpfProgram> programs)
    {
        foreach (var kind in s_kinds)
            if (programs.TryGetValue(kind, out var program))
                Put(kind, program);
            else
                Slots(kind).Remove(InForce);
        foreach (var kind in s_kinds)
            _previous.Remove((uint)kind);
    }

    internal void Put(PortKind kind, BpfProgram program) => Slots(kind).Set(InForce, program.Descriptor);

    /// <summary>All ports run those programs of this version that ask the ones before where they find no flow.</summary>
    /// <param name="carried">The maps that this version uses and those before do not.</param>
    internal void SwitchCarrying(IEnumerable<uint> carried)
    {
        var maps = carried.ToArray();
        foreach (var kind in s_kinds)
        {
            if (Slots(kind).TryGet(InForce, out var id))
                KeepAsPrevious(kind, (uint)id, maps);
            Put(kind, loaded.Program(Programs(kind) + "_carrying"));
        }
    }

    /// <summary>Ids of the maps of all programs that packets may reach.</summary>
    internal static HashSet<uint> MapsInUse(string pins)
    {
        var used = new HashSet<uint>();
        foreach (var name in s_kinds.Select(SlotsOf).Append("previous"))
        {
            using var pinned = PinnedMap.Open(Path.Combine(pins, name));
            var slots = pinned is null ? null : new BpfMap<uint, int>(pinned.Descriptor, name);
            for (var slot = 0u; slot < slots?.Capacity; slot++)
                if (slots.TryGet(slot, out var id))
                    Use((uint)id, program => used.UnionWith(MapsOf(program)));
        }

        return used;
    }

    /// <summary>Whether machines' packets run through the same code.</summary>
    internal bool AreInForce(BpfProgram machines)
    {
        var isSame = false;
        if (Slots(PortKind.Machine).TryGet(InForce, out var id))
            Use((uint)id, program => isSame = BpfProgram.Describe(program, machines.Name).Tag == machines.Tag);
        return isSame;
    }

    /// <summary>A start that was killed may have done it; then what is in the slot is as new as this, and asks by itself.</summary>
    private void KeepAsPrevious(PortKind kind, uint id, uint[] carried) => Use(id, program =>
    {
        if (!MapsOf(program).Intersect(carried).Any())
            _previous.Set((uint)kind, program);
    });

    private static void Use(uint id, Action<int> work)
    {
        var program = Native.ProgramById(id);
        if (program < 0)
            throw KernelException.Last("open", $"program {id}");
        try
        {
            work(program);
        }
        finally
        {
            _ = Native.Close(program);
        }
    }

    private static unsafe uint[] MapsOf(int program)
    {
        const int most = 64; // MAX_USED_MAPS
        var ids = new uint[most];
        fixed (uint* id = ids)
        {
            var description = new ProgramDescription { MapCount = most, MapIds = id };
            var size = (uint)sizeof(ProgramDescription);
            if (Native.Describe(program, &description, &size) != 0)
                throw KernelException.Last("describe", "a program in force");
            return ids[..(int)Math.Min(most, description.MapCount)];
        }
    }

    /// <summary>The program array that ports of this kind jump through.</summary>
    private static string SlotsOf(PortKind kind) => kind == PortKind.Machine ? "entry" : Programs(kind);

    private BpfMap<uint, int> Slots(PortKind kind) => new(loaded.Map(SlotsOf(kind)), SlotsOf(kind));
}
