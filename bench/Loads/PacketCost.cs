using System.Buffers.Binary;
using System.Net;
using Ilb.Bench.Lab;
using Ilb.Bench.Paths;
using Ilb.Bench.Report;
using Ilb.Bench.Statistics;
using Ilb.Datapath;
using Ilb.Forwarding;
using Ilb.Forwarding.Kernel;
using Ilb.Model.Snapshots;

namespace Ilb.Bench.Loads;

/// <summary>
/// Nanoseconds of the port program per packet, by the kernel's test run: the program alone, without delivery. Each run is timed by
/// itself because a second run would get the packet as rewritten by the first; the first line is what that timing costs.
/// </summary>
internal sealed class PacketCost : IDisposable
{
    private const int LeastRounds = 25, RunsPerRound = 400, ContextBytes = 192, Cb = 48;
    private const uint Loopback = 1; // where test runs come in
    private const uint Last = 51;

    private readonly KernelState _kernel;
    private readonly IPEndPoint _vip = new(BenchSnapshot.Vip, Endpoints.Http);
    private readonly IPAddress[] _addresses;
    private readonly Dictionary<int, (uint Slot, IPEndPoint Server)> _opened = [];
    private ushort _nextPort = 2000;

    private PacketCost(Laboratory lab)
    {
        var pins = $"/sys/fs/bpf/{lab.Prefix}p";
        lab.OnDispose(() => KernelState.Remove(pins));
        _kernel = KernelState.Open(pins);
        var machines = BenchSnapshot.Machines((int)Last);
        _addresses = [.. machines.Select(machine => machine.Address)];
        var snapshot = BenchSnapshot.Of(machines, BenchSnapshot.Set(1, Endpoints.Http, machines[1..^1]));
        _kernel.Apply(ForwardingChange.Between(ForwardingState.Empty, ForwardingCompiler.Compile(snapshot, node: 1)));
        for (var slot = (uint)machines.Length; slot >= 1; slot--)
            From(slot);
    }

    public static Section Run(Laboratory lab, BenchOptions options)
    {
        using var cost = new PacketCost(lab);
        var rounds = Math.Max(LeastRounds, options.Rounds);
        (string Name, Func<uint> Measure)[] cases =
        [
            ("no port: the measurement itself", cost.NoPort),
            ("VIP, established flow", cost.Established),
            ("VIP, established flow, reply", cost.Reply),
            ("VIP, new flow among 49 backends", cost.NewFlow),
            ("machine to machine, established flow", cost.Direct),
        ];
        var samples = cases.ToDictionary(one => one.Name, _ => new List<double>());
        for (var round = -1; round < rounds; round++)
        {
            foreach (var (name, measure) in cases)
            {
                var median = Estimate.MedianOf(Enumerable.Range(0, RunsPerRound).Select(_ => (double)measure()));
                if (round >= 0)
                    samples[name].Add(median);
            }
        }

        return new Section(
            "Port program, one packet", "ns", [.. cases.Select(one => new Figure(one.Name, Estimate.Of(samples[one.Name]), null, null))]);
    }

    public void Dispose() => _kernel.Dispose();

    private uint NoPort()
    {
        From(Last);
        _kernel.Ports.Remove(new Slot(Last, 1), 1, "lo");
        return Send(TcpFrame.Of(Client(1), _vip, TcpFrame.Syn), "unknown_port");
    }

    private uint Established()
    {
        Open(1999, _vip);
        return Send(TcpFrame.Of(Client(1999), _vip, TcpFrame.Ack), "balanced");
    }

    private uint Reply()
    {
        var (slot, server) = Open(1999, _vip);
        From(slot);
        return Send(TcpFrame.Of(server, Client(1999), TcpFrame.Ack), "replied");
    }

    private uint NewFlow()
    {
        From(1);
        _nextPort = _nextPort == ushort.MaxValue ? (ushort)2000 : (ushort)(_nextPort + 1);
        return Send(TcpFrame.Of(Client(_nextPort), _vip, TcpFrame.Syn), "balanced");
    }

    private uint Direct()
    {
        var other = new IPEndPoint(_addresses[1], 9999);
        Open(1998, other);
        return Send(TcpFrame.Of(Client(1998), other, TcpFrame.Ack), "delivered");
    }

    /// <summary>Makes a flow, answered by the server, at the first call; the slot of the server's port and where it listens.</summary>
    private (uint Slot, IPEndPoint Server) Open(int port, IPEndPoint destination)
    {
        if (!_opened.TryGetValue(port, out var opened))
        {
            From(1);
            var seen = new byte[TcpFrame.Length];
            Send(TcpFrame.Of(Client(port), destination, TcpFrame.Syn), null, seen);
            var server = TcpFrame.Destination(seen);
            _opened[port] = opened = ((uint)Array.IndexOf(_addresses, server.Address) + 1, server);
            From(opened.Slot);
            Send(TcpFrame.Of(server, Client(port), TcpFrame.SynAck), null);
        }

        From(1);
        return opened;
    }

    /// <summary>The next frames come from this port.</summary>
    private void From(uint slot) => _kernel.Ports.Set(new Slot(slot, 1), new PortValue(
        Loopback, 1, 1, 1500, KernelAddress.From(_addresses[slot - 1]), new MacAddress(2, 0, 0, 0, 0, (byte)slot), PortOptions.None));

    /// <summary>How long the program took; any other verdict than the expected one is a failure.</summary>
    private uint Send(byte[] frame, string? expected, Span<byte> output = default)
    {
        Span<byte> context = stackalloc byte[ContextBytes];
        var result = _kernel.Program.Run(frame, context, output);
        var verdict = Verdict.Names[BinaryPrimitives.ReadInt32LittleEndian(context[Cb..])];
        return expected is null || verdict == expected
            ? result.Nanoseconds
            : throw new LabException("test run of the port program", $"expected {expected}, got {verdict}");
    }

    private IPEndPoint Client(int port) => new(_addresses[0], port);
}
