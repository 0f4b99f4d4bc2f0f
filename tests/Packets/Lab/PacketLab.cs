using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Net;
using Ilb.Datapath;
using Ilb.Datapath.Programs;
using Ilb.Datapath.Trials;
using Ilb.Forwarding;
using Ilb.Forwarding.Kernel;
using Ilb.Model.Addressing;
using Ilb.Model.Feed;
using Ilb.Model.Snapshots;
using Ilb.Packets.Wire;
using static Ilb.Packets.Lab.Tables;

namespace Ilb.Packets.Lab;

/// <summary>
/// The real program with real maps, run on one frame at a time. Ports 1 to 9 are the machines 10.1.0.1 to 10.1.0.9; 2 and 3 are
/// the backends; 10 and 11 are gateways to the sites 10.2.0.0/16 and 10.3.0.0/16; 12 to 15 are machines of a peer network, 10.4.0.12 to 10.4.0.15. All sit on one interface, the loopback device, which is where test runs come in.
/// </summary>
internal sealed class PacketLab : IDisposable
{
    internal const string Vip = "10.1.0.100", PeerVip = "10.4.0.100", PublicVip = "203.0.113.4";

    /// <summary>The uplink's own address, which is in the pool of public VIPs.</summary>
    internal const string Uplink = "203.0.113.254";
    private const uint Loopback = 1, Ports = 15;
    private readonly Lazy<Trial> _trial;
    private readonly Lazy<Clock> _clock;
    private const int ContextBytes = 192, Cb = 48, GsoSegments = 164, GsoSize = 176;
    private static int s_count;
    private uint _network = Network;
    internal string Pins { get; } = $"/sys/fs/bpf/ilb-p{Environment.ProcessId}x{Interlocked.Increment(ref s_count)}";

    private readonly bool _isDualStack;

    /// <param name="isDualStack">Everything has its twin in IPv6.</param>
    internal PacketLab(uint flowBuckets = 256, uint overflowBuckets = 16, bool isDualStack = false)
    {
        _isDualStack = isDualStack;
        Kernel = KernelState.Open(Pins, new KernelOptions
        {
            FlowBuckets = flowBuckets,
            OverflowBuckets = overflowBuckets,
            Ports = Ports + 1,
            Backends = isDualStack ? 128u : 64,
            Frontends = isDualStack ? 128u : 64,
            Addresses = isDualStack ? 128u : 64,
        });
        _trial = new Lazy<Trial>(() => Kernel.LoadTrial());
        _clock = new Lazy<Clock>(() => new Clock(Pins));
        Reset();
    }

    internal KernelState Kernel { get; }

    /// <summary>Frames are IPv4 as they are written, and sent as what they are in IPv6.</summary>
    internal bool SendsIpv6 { get; set; }

    internal Trial Trial => _trial.Value;

    internal Clock Clock => _clock.Value;

    internal ForwardingState State { get; private set; } = ForwardingState.Empty;

    /// <summary>As new, without loading the programs again.</summary>
    internal void Reset()
    {
        Forget();
        MoveTo(Network);
        Apply(Standard().State);
    }

    /// <summary>What was seen so far; flows are orphans once there are no backends.</summary>
    internal void Forget()
    {
        Apply(State with { Backends = State.Backends.Clear() });
        Kernel.Sweep();
        Clock.Forget();
    }

    internal static Tables Standard()
    {
        var tables = new Tables().Subnet("10.1.0.0/16");
        for (var port = 1u; port <= Ports; port++)
            tables.Machine(port, AddressOf(port), NetworkOf(port, Network));
        return tables
            .Peers("10.1.0.0/16", "10.4.0.0/16")
            .Site("10.2.0.0/16", 10)
            .Site("10.3.0.0/16", 11)
            .Set(1, Vip, 80, Protocol.Tcp, (1, 2, "10.1.0.2", 8080))
            .Set(2, Vip, 53, Protocol.Udp, (2, 2, "10.1.0.2", 5353), (3, 3, "10.1.0.3", 5353))
            .Set(3, Vip, 81, Protocol.Tcp)
            .Set(4, Vip, 82, Protocol.Tcp, (4, 2, "10.1.0.2", 8080))
            .Set(5, Vip, 90, Protocol.Tcp, (5, 2, "10.1.0.2", 90)).Option(Key(Vip, 90, Protocol.Tcp), FrontendOptions.FloatingIp)
            .Set(6, Vip, 91, Protocol.Udp, (6, 3, "10.1.0.3", 91)).Option(Key(Vip, 91, Protocol.Udp), FrontendOptions.FloatingIp)
            .Set(7, Vip, 92, Protocol.Tcp, (7, 2, "10.1.0.2", 9292)).Option(Key(Vip, 92, Protocol.Tcp), FrontendOptions.Loopback)
            .Public(9, PublicVip, 80, Protocol.Tcp, (9, 2, "10.1.0.2", 8080))
            .Public(10, PublicVip, 53, Protocol.Udp, (10, 3, "10.1.0.3", 5353))
            .Public(11, PublicVip, 94, Protocol.Tcp, (11, 2, "10.1.0.2", 94)).Option(Key(PublicVip, 94, Protocol.Tcp) with { Network = Outside.Network }, FrontendOptions.FloatingIp)
            .Set(8, Vip, 93, Protocol.Udp, (8, 2, "10.1.0.2", 9393)).Option(Key(Vip, 93, Protocol.Udp), FrontendOptions.Loopback)
            .OfPeer(14, PeerVip, 80, Protocol.Tcp, (14, 13, "10.4.0.13", 8080))
            .OfPeer(15, PeerVip, 53, Protocol.Udp, (15, 13, "10.4.0.13", 5353));
    }

    internal PortValue Port(uint port) => new(
        Loopback,
        1,
        NetworkOf(port, _network),
        IsGateway(port) ? 1400u : 1500u,
        Address(AddressOf(port)),
        MacAddress.From([2, 0, 0, 0, 0, (byte)port]),
        IsGateway(port) ? PortOptions.Gateway : PortOptions.None,
        Address6: _isDualStack && !IsGateway(port) ? KernelAddress.From(IPAddress.Parse(AddressOf(port)).InIpv6()) : default);

    internal static bool IsGateway(uint port) => port is 10 or 11;

    internal static bool IsOfPeer(uint port) => port >= 12;

    internal static string AddressOf(uint port) => IsOfPeer(port) ? $"10.4.0.{port}" : $"10.1.0.{port}";

    /// <param name="network">Of ports 1 to 11.</param>
    internal static uint NetworkOf(uint port, uint network) => IsOfPeer(port) ? PeerOf(network) : network;

    internal void Apply(ForwardingState state)
    {
        Kernel.Apply(_isDualStack ? ForwardingChange.Between(State.WithTwin(), state.WithTwin()) : ForwardingChange.Between(State, state));
        State = state;
    }

    internal void Change(Func<ForwardingState, ForwardingState> change) => Apply(change(State));

    internal void UseOnly(uint frontend, uint backend) =>
        Change(state => state with { Tables = state.Tables.SetItem(frontend, [.. Enumerable.Repeat(backend, 251)]) });

    /// <summary>As the compiler does: a backend that takes no flows is in no table.</summary>
    internal void SetState(uint backend, BackendState to, bool keepTable = false)
    {
        Change(state => state with { Backends = state.Backends.SetItem(backend, state.Backends[backend] with { State = (byte)to }) });
        if (!keepTable)
            Change(state => state with { Tables = state.Tables.Remove(state.Backends[backend].Frontend) });
    }

    /// <summary>Runs the program on a frame from a machine.</summary>
    /// <param name="segment">Bytes of payload per segment when it is a large frame to be segmented later.</param>
    internal Outcome Send(uint port, byte[] frame, uint segment = 0)
    {
        PlugIn(port);
        return SendFromInterface(frame, segment);
    }

    /// <summary>What comes in is that machine's from here on; 0: whose it was.</summary>
    internal void PlugIn(uint port)
    {
        if (port != 0)
            Kernel.Ports.Set(new Slot(port, 1), Port(port));
    }

    /// <summary>All machines are in another network from here on.</summary>
    internal void MoveTo(uint network)
    {
        _network = network;
        for (var port = 1u; port <= Ports; port++)
            Kernel.Ports.Set(new Slot(port, 1), Port(port));
    }

    /// <summary>Runs the gateways' program on a frame that came out of a tunnel, or of the gateway itself.</summary>
    internal Outcome SendFromGateway(uint port, byte[] frame, uint segment = 0)
    {
        PlugIn(port);
        return Run(Kernel.GatewayProgram, frame, segment);
    }

    /// <summary>Runs the uplink's program on a frame from outside.</summary>
    internal Outcome SendFromOutside(byte[] frame, uint segment = 0)
    {
        PlugInUplink();
        return Run(Kernel.UplinkProgram, frame, segment);
    }

    /// <summary>What comes in is from outside from here on.</summary>
    internal void PlugInUplink() => Kernel.Ports.Set(Outside.Port, UplinkPort);

    private PortValue UplinkPort => Port(1) with
    {
        Network = Outside.Network,
        Address = Address(Uplink),
        Mac = MacAddress.From([2, 0, 0, 0, 0, 254]),
        Address6 = default,
    };

    internal Outcome SendFromInterface(byte[] frame, uint segment = 0) => Run(Kernel.Program, frame, segment);

    internal Outcome Run(BpfProgram program, byte[] frame, uint segment = 0)
    {
        (frame, segment) = InFamily(frame, segment);
        var context = Context(frame, segment);
        var output = new byte[frame.Length + 256];
        var result = program.Run(frame, context, output);
        var verdict = BinaryPrimitives.ReadInt32LittleEndian(context.AsSpan(Cb));
        var to = BinaryPrimitives.ReadUInt32LittleEndian(context.AsSpan(Cb + 4));
        return new(Verdict.Names[verdict], (TcAction)result.Returned, to, output[..result.Length]);
    }

    /// <summary>What would become of a frame from a machine; 0: from whichever it was last.</summary>
    internal Outcome Try(uint port, byte[] frame, uint segment = 0)
    {
        PlugIn(port);
        (frame, segment) = InFamily(frame, segment);
        var output = new byte[frame.Length + 256];
        var (report, result) = Trial.Run(frame, Context(frame, segment), output);
        return new(Verdict.Names[(int)report.Verdict], (TcAction)result.Returned, report.ToPort, output[..result.Length]);
    }

    /// <summary>What would become of a packet from machine 1, and why.</summary>
    internal TraceAnswer Trace(string from, string to, Protocol protocol = Protocol.Tcp, bool amid = false)
    {
        PlugIn(1);
        return Trial.Run(Loopback, new MadePacket(IPEndPoint.Parse(from), IPEndPoint.Parse(to), protocol, amid));
    }

    private (byte[] Frame, uint Segment) InFamily(byte[] frame, uint segment) =>
        SendsIpv6 ? (frame.InIpv6(), segment == 0 ? 0 : segment - Ipv6Frames.LongerThanIpv4) : (frame, segment);

    private static byte[] Context(byte[] frame, uint segment)
    {
        var context = new byte[ContextBytes];
        BinaryPrimitives.WriteUInt32LittleEndian(context.AsSpan(GsoSize), segment);
        if (segment > 0)
            BinaryPrimitives.WriteUInt32LittleEndian(context.AsSpan(GsoSegments), ((uint)frame.Length + segment - 1) / segment);
        return context;
    }

    /// <summary>Puts a compiled access list in front of a frontend.</summary>
    internal void Guard(uint frontend, uint generation, params (string Prefix, AclVerdict Verdict)[] rules) => Change(state => state with
    {
        Acls = state.Acls.SetItem(frontend, new(frontend, generation)),
        AclRules = rules.ToSharing(
            rule => new AclKey(160 + uint.Parse(rule.Prefix.Split('/')[1]), frontend, generation, Address(rule.Prefix.Split('/')[0])),
            rule => new AclRuleValue(rule.Verdict, 0)),
    });

    /// <summary>A connection through the VIP, opened by machine 1 and answered.</summary>
    internal void Connect(string client = "10.1.0.1:40000", string server = "10.1.0.2:8080", string called = Vip + ":80")
    {
        Send(1, Frames.Segment(client, called, Tcp.Syn));
        Send(2, Frames.Segment(server, client, Tcp.Syn | Tcp.Ack, 5000, 1001));
        Send(1, Frames.Segment(client, called, Tcp.Ack, 1001, 5001));
    }

    public void Dispose()
    {
        if (_trial.IsValueCreated)
            Trial.Dispose();
        if (_clock.IsValueCreated)
            Clock.Dispose();
        Kernel.Dispose();
        KernelState.Remove(Pins);
    }
}
