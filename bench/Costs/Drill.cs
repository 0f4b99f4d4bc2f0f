using System.Buffers.Binary;
using System.Diagnostics;
using System.Net;
using Ilb.Bench.Lab;
using Ilb.Bench.Paths;
using Ilb.Bench.Statistics;
using Ilb.Datapath;
using Ilb.Datapath.Maps;
using Ilb.Datapath.Programs;
using Ilb.Forwarding;
using Ilb.Forwarding.Kernel;
using Ilb.Model.Snapshots;

namespace Ilb.Bench.Costs;

/// <summary>
/// Programs that run on one packet after the other by the kernel's test run, without delivery: bench/bpf/drill.h makes each packet
/// anew. Beside them are the real ones, with the maps of a real snapshot.
/// </summary>
internal sealed class Drill
{
    /// <summary>Short enough that most of them are not interrupted; all together every flow has its turn.</summary>
    public const int Batch = 2_048, Batches = 33;

    private const uint Loopback = 1; // where test runs come in

    private readonly IReadOnlyList<IPAddress> _addresses;
    private readonly BpfMap<uint, DrillValue> _drill;
    private readonly BpfMap<uint, ulong> _spent;
    private readonly Dictionary<string, BpfProgram> _programs = [];

    /// <param name="shortName">Of its pins, unique in the laboratory.</param>
    /// <param name="machines">With the ports 1 and up.</param>
    public Drill(Laboratory lab, string shortName, IEnumerable<MachineEntry> machines, KernelOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(lab);
        var pins = $"/sys/fs/bpf/{lab.Prefix}{shortName}";
        lab.OnDispose(() => KernelState.Remove(pins));
        Kernel = KernelState.Open(pins, (options ?? new KernelOptions()) with { ObjectPath = ObjectPath });
        lab.OnDispose(Kernel.Dispose);
        _drill = Kernel.MapNamed<uint, DrillValue>("drill");
        _spent = Kernel.MapNamed<uint, ulong>("spent");
        _addresses = [.. machines.Select(machine => machine.Address)];
        for (var slot = (uint)_addresses.Count; slot >= 1; slot--)
            From(slot);
    }

    /// <summary>With a snapshot in its kernel.</summary>
    public static Drill Of(Laboratory lab, string shortName, Snapshot snapshot, KernelOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        var drill = new Drill(lab, shortName, snapshot.Machines, options);
        drill.Apply(ForwardingCompiler.Compile(snapshot, node: 1));
        return drill;
    }

    /// <summary>The real programs and those of the benchmarks in one.</summary>
    public static string ObjectPath { get; } = Path.Combine(AppContext.BaseDirectory, "bpf", "bench.bpf.o");

    public KernelState Kernel { get; }

    /// <summary>What the kernel holds.</summary>
    public ForwardingState State { get; private set; } = ForwardingState.Empty;

    /// <summary>From here on packets come from this port.</summary>
    public void From(uint slot) => Kernel.Ports.Set(new Slot(slot, 1), new PortValue(
        Loopback, 1, 1, 1500, KernelAddress.From(_addresses[(int)slot - 1]), new MacAddress(2, 0, 0, 0, 0, (byte)slot), PortOptions.None));

    /// <summary>From here on this is the packet, of so many flows in turn.</summary>
    public void Load(Packet packet)
    {
        ArgumentNullException.ThrowIfNull(packet);
        From(packet.Port);
        var floor = BinaryPrimitives.ReadUInt32LittleEndian(_addresses[1].GetAddressBytes());
        _drill.Set(0, new DrillValue(
            DrillFrame.Of(packet.Frame), new BigEndianPort(8080), floor, packet.ClientPortAt, packet.FirstPort, packet.Flows - 1, packet.Step));
    }

    /// <summary>Nanoseconds per packet, in the median of the batches.</summary>
    /// <param name="before">What has to happen before a batch of that number.</param>
    public double Measure(string program, Action<int>? before = null) => Estimate.MedianOf(Enumerable.Range(0, Batches).Select(batch =>
    {
        before?.Invoke(batch);
        return Run(program, Batch);
    }));

    /// <summary>Nanoseconds per packet. The kernel's own figure has no fractions, so that it is taken here.</summary>
    public double Run(string program, int packets)
    {
        var loaded = Program(program);
        Span<byte> frame = stackalloc byte[TcpFrame.Length];
        var start = Stopwatch.GetTimestamp();
        loaded.Run(frame, [], [], packets);
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / packets;
    }

    /// <summary>Nanoseconds per packet of a program of bench/bpf/cold.h, which takes the time itself.</summary>
    public double RunCold(string program, int packets)
    {
        _spent.Set(0, 0);
        Run(program, packets);
        return _spent.TryGet(0, out var nanoseconds) ? (double)nanoseconds / packets : throw new LabException("cold caches", "no time was taken");
    }

    /// <summary>The frame that the last of so many packets became.</summary>
    /// <param name="frame">Of no interest to programs that make the packet anew.</param>
    public byte[] Output(string program, byte[] frame, int packets = 1)
    {
        var output = new byte[TcpFrame.Length];
        Program(program).Run(frame, [], output, packets);
        return output;
    }

    /// <summary>Fails if not all of so many packets got this verdict.</summary>
    public T Expect<T>(string verdict, int packets, Func<T> run)
    {
        ArgumentNullException.ThrowIfNull(run);
        var before = Kernel.Verdicts();
        var result = run();
        var got = Kernel.Verdicts().Select(now => (now.Key, Count: now.Value - before[now.Key])).Where(now => now.Count > 0).ToList();
        return got is [var (name, count)] && name == verdict && count == (ulong)packets
            ? result
            : throw new LabException("test run of the port program", $"expected {packets} {verdict}, got {string.Join(", ", got.Select(one => $"{one.Count} {one.Key}"))}");
    }

    /// <summary>Opens the flows of a packet from a client to a server, so that the client's next packet is one of an established flow.</summary>
    public void Open(Packet packet, string verdict = "balanced")
    {
        ArgumentNullException.ThrowIfNull(packet);
        foreach (var flags in (byte[])[TcpFrame.Syn, TcpFrame.Ack])
        {
            Load(packet.With(flags));
            Expect(verdict, (int)packet.Flows, () => Run("bench_port", (int)packet.Flows));
        }
    }

    /// <summary>Makes the kernel hold this; the change that was written.</summary>
    public ForwardingChange Apply(ForwardingState state)
    {
        var change = ForwardingChange.Between(State, state);
        Kernel.Apply(change);
        State = state;
        return change;
    }

    /// <summary>Forgets all flows: those without a backend are orphans, which a sweep takes.</summary>
    public void Clear()
    {
        var state = State;
        Apply(state with { Backends = state.Backends.Clear() });
        Kernel.Sweep();
        Apply(state);
    }

    private BpfProgram Program(string name) =>
        _programs.TryGetValue(name, out var program) ? program : _programs[name] = Kernel.ProgramNamed(name);
}
