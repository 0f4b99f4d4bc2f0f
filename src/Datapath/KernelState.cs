using Ilb.Datapath.Counters;
using Ilb.Datapath.Flows;
using Ilb.Datapath.Maps;
using Ilb.Datapath.Programs;
using Ilb.Datapath.Trials;
using Ilb.Datapath.Upgrades;
using Ilb.Forwarding;
using Ilb.Forwarding.Kernel;
using Ilb.Model.Feed;
using Ilb.Model.Snapshots;

namespace Ilb.Datapath;

/// <summary>
/// The data plane in the kernel: loaded programs and pinned maps of one installation. What is pinned outlives this object and the
/// process; opening again takes over the maps, or what is in them if their layout is another one now, and switches all ports to the
/// programs of this version. Not safe for several threads.
/// Map access works from any network namespace; <see cref="Ports"/> tells what needs ilb's own.
/// </summary>
public sealed class KernelState : IDisposable
{
    private readonly BpfObject _object;
    private readonly ForwardingMaps _maps;
    private readonly VerdictCounters _verdicts;
    private readonly DropCounters _drops;
    private readonly TrafficCounters _frontendTraffic, _backendTraffic;
    private readonly FlowTable _flows;
    private readonly SweepReport _swept;
    private readonly BpfProgram _sweep;
    private readonly ProgramFile _file;
    private readonly PortPrograms _programs;

    private KernelState(ProgramFile file, BpfObject loaded, string pinDirectory, KernelOptions options)
    {
        _file = file;
        _object = loaded;
        _programs = new PortPrograms(file, loaded);
        _maps = new ForwardingMaps(loaded);
        _verdicts = new VerdictCounters(loaded.Map("verdicts"));
        _drops = new DropCounters(loaded.Map("drops"));
        _frontendTraffic = new TrafficCounters(loaded.Map("frontend_traffic"), "frontend_traffic");
        _backendTraffic = new TrafficCounters(loaded.Map("backend_traffic"), "backend_traffic");
        _flows = new FlowTable(new(loaded.Map("flows"), loaded.Capacity("flows")), new(loaded.Map("overflow"), loaded.Capacity("overflow")));
        _swept = new SweepReport(loaded);
        _sweep = loaded.Program("sweep");
        Program = loaded.Program("port_ingress");
        Entry = loaded.Program("port_entry");
        Versions = new BpfMap<uint, int>(loaded.Map("entry"), "entry");
        Ports = new KernelPorts(loaded, _programs, LinksIn(pinDirectory), options.Attach);
    }

    /// <summary>The interfaces packets come from and go to.</summary>
    public KernelPorts Ports { get; }

    /// <summary>
    /// Flows that found no room when those of another layout were carried over as this was opened, because others were opened meanwhile: their
    /// connections end. One that went on in between may count twice.
    /// </summary>
    public int LeftBehind { get; private set; }

    internal BpfProgram Program { get; }

    internal BpfProgram Entry { get; }

    internal BpfProgram UplinkProgram => _programs.Load(PortKind.Uplink);

    /// <summary>Descriptor of what machines sent to sites; only programs use it.</summary>
    internal int Sent => _object.Map("sent");

    internal BpfProgram GatewayProgram => _programs.Load(PortKind.Gateway);

    /// <summary>Slot 0: the program that all ports run, of whichever version wrote it last.</summary>
    internal BpfMap<uint, int> Versions { get; }

    /// <param name="pinDirectory">A folder on a BPF file system; made if missing, as is the mount at /sys/fs/bpf.</param>
    /// <exception cref="KernelException">Not root, no BPF, or maps are pinned there whose content can't be carried over.</exception>
    public static KernelState Open(string pinDirectory, KernelOptions? options = null)
    {
        options ??= new KernelOptions();
        BpfFileSystem.Prepare(pinDirectory);
        var pins = new PinFolder(pinDirectory);
        pins.Settle();
        var file = ProgramFile.Read(options.ObjectPath);
        var loaded = BpfObject.Load(file, pins, MapSizes.Of(options));
        loaded.Writing = options.Writing;
        KernelState? state = null;
        try
        {
            state = new KernelState(file, loaded, pinDirectory, options);
            state.TakeOver(pins, options);
            return state;
        }
        catch
        {
            state?._programs.Dispose();
            loaded.Dispose();
            throw;
        }
    }

    /// <summary>Removes everything pinned there: programs leave their devices, packets stop, flows are forgotten.</summary>
    public static void Remove(string pinDirectory) => BpfFileSystem.Remove(pinDirectory);

    /// <summary>Takes the program off an interface of the calling thread's namespace, which leaves that; the port may be set all the same.</summary>
    public static void TakeOff(string pinDirectory, Slot port, int ifindex, string device) =>
        KernelPorts.TakeOff(LinksIn(pinDirectory), port, ifindex, device);

    /// <summary>
    /// Writes a change, step by step in its order. Steps on ports are left out: they need interfaces, see <see cref="Ports"/>; set
    /// new ports before, remove old ones after. Writing a change again is the same as writing it once.
    /// </summary>
    /// <exception cref="KernelException">A map is full or gone; the steps before it are in force.</exception>
    public void Apply(ForwardingChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        foreach (var step in change.Steps)
            _maps.Apply(step);
    }

    /// <summary>What the maps hold, for start and audit. Its revision is 0; ports without an interface are among it.</summary>
    public ForwardingState ReadBack() => _maps.Read();

    /// <summary>Packets per verdict name since the maps were made.</summary>
    public IReadOnlyDictionary<string, ulong> Verdicts() => _verdicts.Read();

    /// <summary>What went through these frontends since they were made.</summary>
    public IReadOnlyDictionary<Slot, EndpointTraffic> FrontendTraffic(IEnumerable<Slot> frontends) => _frontendTraffic.Of(frontends);

    /// <summary>What went through these backends since they were made.</summary>
    public IReadOnlyDictionary<Slot, EndpointTraffic> BackendTraffic(IEnumerable<Slot> backends) => _backendTraffic.Of(backends);

    /// <summary>Packets of endpoints that did not arrive.</summary>
    public IReadOnlyList<Drop> Drops() => _drops.Read();

    /// <summary>Forgets those of all other frontends.</summary>
    public void KeepDropsOf(IReadOnlySet<Slot> frontends) => _drops.KeepOnly(frontends);

    /// <summary>Live flows, direct ones included. Not one moment in time.</summary>
    public IEnumerable<Flow> Flows() => _flows.Read();

    /// <summary>Open balanced flows per backend slot index; a backend without flows is absent.</summary>
    public IReadOnlyDictionary<uint, int> FlowsPerBackend() => _flows.PerBackend();

    /// <summary>Open balanced flows per backend slot index as the last <see cref="Sweep"/> found them, which costs next to nothing.</summary>
    /// <param name="slots">Only of backends with lower ones.</param>
    public IReadOnlyDictionary<uint, int> SweptFlows(int slots) => _swept.PerBackend(slots);

    /// <summary>Flows that nobody had answered and that gave way to new ones, since the maps were made.</summary>
    public ulong Evictions() => _swept.Evictions();

    /// <summary>How full the tables are.</summary>
    /// <param name="held">What was written to them last.</param>
    public IReadOnlyList<TableFill> Tables(ForwardingState held)
    {
        ArgumentNullException.ThrowIfNull(held);
        return [.. _swept.Tables(), .. _maps.Fill(held)];
    }

    /// <summary>
    /// Forgets flows that are over: idle, closed, or of a backend that is gone or drained long enough; resets the ends of those that
    /// shall know, for which it has to run in ilb's own namespace. To be called every few seconds.
    /// </summary>
    public void Sweep() => _sweep.Run(stackalloc byte[64], [], []);

    /// <summary>What packets would meet here, to be tried without sending one; it takes about a second to load.</summary>
    /// <exception cref="KernelException">Another version's programs are in force.</exception>
    public Trial LoadTrial() => Trial.Load(_file, _object);

    /// <summary>A program that only the object in <see cref="KernelOptions.ObjectPath"/> has, for benchmarks.</summary>
    internal BpfProgram ProgramNamed(string name) => _object.Program(name);

    /// <summary>The same for maps.</summary>
    internal BpfMap<TKey, TValue> MapNamed<TKey, TValue>(string name)
        where TKey : unmanaged
        where TValue : unmanaged => _object.Map<TKey, TValue>(name);

    public void Dispose()
    {
        _programs.Dispose();
        _object.Dispose();
    }

    private void TakeOver(PinFolder pins, KernelOptions options)
    {
        _maps.OutdateHints();
        if (_object.IsToBeCarried)
            LeftBehind = new Carry(_object, _programs, pins, options.Reached).Run();
        else
            _programs.SwitchTo(options.HasUplink ? Ports.Kinds().Append(PortKind.Uplink) : Ports.Kinds());
    }

    private static string LinksIn(string pinDirectory) => Path.Combine(pinDirectory, "links");
}
