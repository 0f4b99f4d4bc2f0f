using System.Buffers.Binary;
using System.Net;
using Ilb.Forwarding;
using Ilb.Forwarding.Kernel;
using Ilb.Model.Snapshots;
using Ilb.Packets.Lab;
using Ilb.Packets.Wire;

namespace Ilb.Packets.Model;

/// <summary>What the model says about a packet. Frame is what is sent, null when nothing is.</summary>
internal sealed record ModelOutcome(string Verdict, byte[]? Frame)
{
    public override string ToString() => $"{Verdict}: {(Frame is null ? "nothing" : Convert.ToHexString(Frame))}";
}

/// <summary>
/// The port program in plain C#: same order of steps, no maps, no buckets, no incremental checksums. A network and its peer, written in IPv4.
/// Machine N has port slot N.
/// </summary>
/// <param name="inIpv6">What it chooses by, it takes from the addresses in IPv6; all else is the same.</param>
internal sealed class ModelSwitch(uint network, ForwardingState state, bool inIpv6 = false)
{
    private static readonly IPAddress s_probes = IPAddress.Parse("168.63.129.16");

    internal uint Network => network;

    internal ForwardingState State { get; set; } = state;

    internal ModelFlows Flows { get; } = new();

    /// <summary>A client went to the backend of its last flow, and not where the table says.</summary>
    internal bool HasKept { get; private set; }

    /// <summary>By who sent the first fragment and what it was: how it left, and when.</summary>
    private readonly Dictionary<(uint Port, (IPAddress, IPAddress, ushort, byte) Datagram), (IPAddress Source, IPAddress Destination, IPAddress To, uint At)> _datagrams = [];

    /// <summary>What machines sent to sites, and when last.</summary>
    private readonly Dictionary<Ends, uint> _sent = [];
    private readonly ModelAffinities _affinities = new();
    private uint _now;

    internal bool WasSent(Ends ends) => _sent.TryGetValue(ends, out var at) && _now - at <= 10;

    internal void Pass(uint seconds)
    {
        _now += seconds;
        Flows.Pass(seconds);
    }

    internal void Sweep() => Flows.Forget(flow => Backend(flow) is not { } backend || IsCutOff(flow, backend));

    /// <param name="port">0: the uplink.</param>
    internal ModelOutcome Send(uint port, byte[] frame)
    {
        var packet = new ModelPacket(frame);
        if (packet.Source.Equals(packet.Destination))
            return new("land", null);
        if (packet.IsLaterFragment && _datagrams.TryGetValue((port, packet.Datagram), out var first) && _now - first.At <= 30)
            return Follow(packet, first, frame);
        var isFirst = packet is { IsFragment: true, HasPorts: true };
        var datagram = (port, packet.Datagram);
        var (verdict, to) = port == 0 ? ModelOutside.Judge(this, packet) : Judge(port, packet);
        if (to is null)
            return new(verdict, Answers.To(verdict, frame));
        var outcome = Deliver(verdict, packet, to, frame);
        if (isFirst && outcome.Verdict == verdict)
            _datagrams[datagram] = (packet.Source, packet.Destination, to, _now);
        return outcome;
    }

    private ModelOutcome Follow(ModelPacket packet, (IPAddress Source, IPAddress Destination, IPAddress To, uint At) first, byte[] original)
    {
        (packet.Source, packet.Destination) = (first.Source, first.Destination);
        return Deliver("fragment_followed", packet, first.To, original);
    }

    private ModelOutcome Deliver(string verdict, ModelPacket packet, IPAddress to, byte[] original)
    {
        var gateway = ModelGateway.Of(State, to) ?? (ModelGateway.Is(to) ? to : null);
        ushort mtu = gateway is null ? (ushort)1500 : (ushort)1400;
        return packet.IpBytes > mtu ? new("too_big", Answers.TooBig(original, mtu)) : new(verdict, packet.At(gateway ?? to));
    }

    private (string Verdict, IPAddress? To) Judge(uint port, ModelPacket packet)
    {
        var own = IPAddress.Parse(PacketLab.AddressOf(port));
        if (ModelGateway.Is(own))
            return ModelGateway.Judge(this, port, own, packet);
        var isOwn = packet.Source.Equals(own);
        if (!isOwn && !MayAnswerAsVip(port, packet))
            return (packet.Source.Equals(s_probes) ? "probe_source_spoofed" : "source_spoofed", null);
        if (packet.Destination.Equals(s_probes))
            return (isOwn && packet.Protocol == 6 && !packet.IsFragment && (packet.Flags & (Tcp.Syn | Tcp.Ack)) != Tcp.Syn ? "probe_reply" : "not_a_probe_reply", null);
        if (packet.Destination.GetAddressBytes()[0] is 0 or >= 224)
            return ("multicast", null);
        return FollowFlow(own, packet) ?? ModelErrors.Follow(this, own, packet)
            ?? (isOwn ? FollowRoute(port, packet) : (packet.HasPorts ? "no_flow" : "icmp_unmatched", null));
    }

    /// <summary>A member of a set with floating IP, from the port of the set; or an error about what came there.</summary>
    private bool MayAnswerAsVip(uint port, ModelPacket packet)
    {
        var (l4, protocol) = (packet.SourcePort, packet.Protocol);
        if (ModelErrors.IsError(packet) && packet.Address(ModelErrors.Quoted + 16).Equals(packet.Source))
            (l4, protocol) = (packet.Number(ModelErrors.QuotedL4 + 2), packet.Frame[ModelErrors.Quoted + 9]);
        else if (!packet.HasPorts)
            return false;
        var key = new FrontendKey(PacketLab.NetworkOf(port, network), KernelAddress.From(packet.Source), new BigEndianPort(l4), protocol);
        return (State.Frontends.TryGetValue(key, out var frontend) || State.Frontends.TryGetValue(key with { Network = Outside.Network }, out frontend))
            && frontend.Flags.HasFlag(FrontendOptions.FloatingIp)
            && State.Members.ContainsKey(new(frontend.Slot, port)) && (packet.Flags & (Tcp.Syn | Tcp.Ack)) != Tcp.Syn;
    }

    /// <summary>First what is of the own network; a flow is of the network of whom it calls. What begins a connection answers none.</summary>
    private (string, IPAddress?)? FollowFlow(IPAddress own, ModelPacket packet) =>
        packet.HasPorts ? (IsPeer(own, packet) ? null : ToServer(packet)) ?? (packet.Opens ? null : ToClient(own, packet)) : null;

    private bool IsPeer(IPAddress own, ModelPacket packet) => NetworkOf(own) != NetworkOf(packet.Destination);

    internal (string, IPAddress?)? ToServer(ModelPacket packet, bool isOutside = false)
    {
        var call = new Ends(packet.Source, packet.SourcePort, packet.Destination, packet.DestinationPort, packet.Protocol, isOutside);
        if (Flows.Find(call, Side.Client, Side.Client, packet.Flags) is not { } flow)
            return null;
        if (Backend(flow) is not { } backend)
            return !flow.IsTranslated || packet.Protocol == 17 || packet.Opens ? null : ("backend_gone", null);
        var moves = backend.State != 0 && !flow.IsDirect && (packet.Opens || (packet.Protocol == 17 && backend.State != 2));
        if (moves)
            return null;
        if (IsCutOff(flow, backend))
            return CutOff(flow);
        if (!MayGoOn(flow, backend))
            return ("acl_denied", null);
        if (flow.HasTwin)
            Flows.Find(flow.AtServer, Side.Server, Side.Client, packet.Flags, flow.SeenServer);
        return (flow.IsTranslated ? "balanced" : "delivered", Translate(packet, flow));
    }

    private (string, IPAddress?)? ToClient(IPAddress own, ModelPacket packet)
    {
        var ends = new Ends(packet.Destination, packet.DestinationPort, own, packet.SourcePort, packet.Protocol);
        if (Flows.Find(ends, Side.Server, Side.Server, packet.Flags, packet.Source) is not { IsTranslated: true } flow)
            return null;
        if (Backend(flow) is not { } backend)
            return ("backend_gone", null);
        if (IsCutOff(flow, backend))
            return CutOff(flow);
        if (!MayGoOn(flow, backend))
            return ("acl_denied", null);
        if (flow.HasTwin)
            Flows.Find(flow.Call, Side.Client, Side.Server, packet.Flags);
        (packet.Source, packet.SourcePort) = (flow.Call.Server, flow.Call.ServerPort);
        (packet.Destination, packet.DestinationPort) = (flow.Call.Client, flow.Call.ClientPort);
        return ("replied", flow.Receiver);
    }

    internal (string, IPAddress?) FollowRoute(uint port, ModelPacket packet)
    {
        var isPeer = IsPeer(IPAddress.Parse(PacketLab.AddressOf(port)), packet);
        if (ModelGateway.Of(State, packet.Destination) is not null)
            return PacketLab.IsOfPeer(port) ? ("way_out", null) : PacketLab.IsGateway(port) ? ("not_transitive", null) : ToSite(packet);
        if (packet.Destination.GetAddressBytes() is not [10, 1 or 4, _, _])
            return ("way_out", null);
        if (isPeer && PacketLab.IsGateway(port))
            return ("not_transitive", null);
        if (!State.Routes.TryGetValue(new(NetworkOf(packet.Destination), KernelAddress.From(packet.Destination)), out var route))
            return ("no_machine", null);
        return (isPeer && packet.HasPorts ? ToServer(packet) : null) ?? (route.Kind == RouteKind.Vip ? ServeVip(port, packet) : Direct(packet));
    }

    private (string, IPAddress?) ToSite(ModelPacket packet)
    {
        if (packet.HasPorts)
            _sent[new(packet.Source, packet.SourcePort, packet.Destination, packet.DestinationPort, packet.Protocol)] = _now;
        return ("delivered", packet.Destination);
    }

    private (string, IPAddress?) ServeVip(uint port, ModelPacket packet)
    {
        if (packet.IsLaterFragment || packet is { IsFragment: true, Protocol: 1 })
            return ("fragment", null);
        if (packet.Protocol == 1)
            return (packet.IcmpType == 8 ? "vip_ping" : "icmp_unmatched", null);
        if (!packet.HasPorts)
            return ("protocol_refused", null);
        return State.Frontends.TryGetValue(Key(packet), out var frontend) ? Balance(port, packet, frontend, isOutside: false) : ("no_endpoint", null);
    }

    internal (string, IPAddress?) Balance(uint port, ModelPacket packet, FrontendValue frontend, bool isOutside)
    {
        if (State.Members.ContainsKey(new(frontend.Slot, port)) && !frontend.Flags.HasFlag(FrontendOptions.Loopback))
            return ("own_set", null);
        if (!ModelAcl.Permits(State, frontend.Slot, packet.Source))
            return ("acl_denied", null);
        if (packet.Protocol == 6 && !packet.Opens)
            return ("no_flow", null);
        var chosen = frontend.TableSize == 0 ? 0 : State.Tables[frontend.Slot][(int)(((ulong)Hash(packet, frontend.Distribution, isOutside) * frontend.TableSize) >> 32)];
        var kept = _affinities.Find(State, frontend, packet.Source, _now);
        var slot = kept == 0 ? chosen : kept;
        HasKept |= slot != chosen;
        if (!State.Backends.TryGetValue(slot, out var backend))
            return (frontend.Flags.HasFlag(FrontendOptions.Silent) ? "no_backend_silent" : "no_backend", null);
        _affinities.Keep(frontend, packet.Source, slot, backend.Generation, _now);
        var floating = frontend.Flags.HasFlag(FrontendOptions.FloatingIp);
        return floating && backend.Port == port ? ("own_set", null) : Open(packet, slot, frontend.IdleSeconds, floating: floating, hairpin: backend.Port == port, isOutside: isOutside);
    }

    private (string, IPAddress?) Direct(ModelPacket packet) =>
        packet.HasPorts && State.Targets.TryGetValue(Key(packet), out var slot) && State.Backends.ContainsKey(slot)
            ? Open(packet, slot, idleSeconds: 1800, direct: true)
            : ("delivered", packet.Destination);

    private (string, IPAddress?) Open(ModelPacket packet, uint slot, uint idleSeconds, bool direct = false, bool floating = false, bool hairpin = false, bool isOutside = false)
    {
        var backend = State.Backends[slot];
        var call = new Ends(packet.Source, packet.SourcePort, packet.Destination, packet.DestinationPort, packet.Protocol, isOutside);
        var client = hairpin ? packet.Destination : packet.Source;
        var server = new Ends(client, packet.SourcePort, backend.Address.ToAddress(), backend.L4Port.Value, packet.Protocol);
        ModelFlow Entry(bool alias) => new()
        {
            Call = call,
            AtServer = server,
            Backend = slot,
            Generation = backend.Generation,
            IsDirect = direct,
            IdleSeconds = idleSeconds,
            IsFloating = floating,
            IsAlias = alias,
            Judge = direct ? null : ModelAcl.Of(State, backend.Frontend),
        };
        var flow = Entry(alias: false);
        if ((hairpin && !Flows.TryInsert(Entry(alias: true))) || !Flows.TryInsert(flow))
        {
            if (packet.Protocol == 6 && !packet.Opens)
                return ("no_flow", null);
            flow = OpenWithOtherPort(flow);
        }

        return flow is null ? ("flow_table_full", null) : (flow.IsTranslated ? "balanced" : "delivered", Translate(packet, flow));
    }

    private ModelFlow? OpenWithOtherPort(ModelFlow flow)
    {
        var first = Multilinear.OfClient(NetworkOf(flow.Call.Server), OnWire(flow.Call.Client), flow.Call.ClientPort) + BinaryPrimitives.ReverseEndianness(flow.Call.ServerPort);
        for (var i = 0u; i < 8; i++)
        {
            var seen = flow.AtServer with { ClientPort = (ushort)(1024 + ((first + (i * 0x9e3779b1)) % 64512)) };
            ModelFlow Entry(bool alias) => new()
            {
                Call = flow.Call,
                AtServer = seen,
                Backend = flow.Backend,
                Generation = flow.Generation,
                IsDirect = flow.IsDirect,
                IdleSeconds = flow.IdleSeconds,
                IsFloating = flow.IsFloating,
                IsAlias = alias,
                Judge = flow.Judge,
            };
            if (!Flows.TryInsert(Entry(alias: true)))
                continue;
            var primary = Entry(alias: false);
            if (Flows.TryInsert(primary))
                return primary;
        }

        return null;
    }

    /// <summary>What its access list, or the lack of one, says now that it says something else than when it last judged the flow.</summary>
    private bool MayGoOn(ModelFlow flow, BackendValue backend)
    {
        var inForce = ModelAcl.Of(State, backend.Frontend);
        if (flow.IsDirect || flow.Judge == inForce)
            return true;
        if (!ModelAcl.Permits(State, backend.Frontend, flow.Call.Client))
        {
            if (flow.Call.Protocol == 6)
                flow.Reset();
            return false;
        }

        flow.Judge = inForce;
        return true;
    }

    internal BackendValue? Backend(ModelFlow flow) =>
        State.Backends.TryGetValue(flow.Backend, out var backend) && backend.Generation == flow.Generation ? backend : null;

    private static (string, IPAddress?) CutOff(ModelFlow flow)
    {
        if (flow.Call.Protocol == 6)
            flow.Reset();
        return ("drain_over", null);
    }

    private static bool IsCutOff(ModelFlow flow, BackendValue backend) => backend.State == 3 && !flow.IsDirect;

    private static IPAddress Translate(ModelPacket packet, ModelFlow flow)
    {
        (packet.Source, packet.SourcePort) = (flow.AtServer.Client, flow.AtServer.ClientPort);
        (packet.Destination, packet.DestinationPort) = (flow.SeenServer, flow.AtServer.ServerPort);
        return flow.AtServer.Server;
    }

    private FrontendKey Key(ModelPacket packet) =>
        new(NetworkOf(packet.Destination), KernelAddress.From(packet.Destination), new BigEndianPort(packet.DestinationPort), packet.Protocol);

    private uint NetworkOf(IPAddress inside) => World.NetworkOf(inside.ToString(), network);

    private uint FlowNetwork(IPAddress called, bool isOutside) => isOutside ? network | Outside.Network : NetworkOf(called);

    private IPAddress OnWire(IPAddress address) => inIpv6 ? address.InIpv6() : address;

    private uint Hash(ModelPacket packet, byte distribution, bool isOutside)
    {
        var (source, destination) = distribution == 0 ? (packet.SourcePort, packet.DestinationPort) : default;
        return Multilinear.OfCall(
            FlowNetwork(packet.Destination, isOutside), OnWire(packet.Source), OnWire(packet.Destination), source, destination, distribution == 2 ? (byte)0 : packet.Protocol);
    }
}
