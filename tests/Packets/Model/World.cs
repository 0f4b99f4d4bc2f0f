using System.Collections.Immutable;
using CsCheck;
using Ilb.Forwarding;
using Ilb.Forwarding.Kernel;
using Ilb.Model.Snapshots;
using Ilb.Packets.Lab;

namespace Ilb.Packets.Model;

/// <summary>
/// A random network of five machines, two gateways (10 and 11) with a site each, four load-balanced sets on two VIPs and two on a
/// public one; some share a backend's L4 port. It is joined to another of four machines (12 to 15) and two sets.
/// </summary>
internal sealed record World(ImmutableArray<WorldSet> Sets)
{
    internal static readonly (string Address, ushort Port, byte Protocol)[] Calls =
        [("10.1.0.100", 80, 6), ("10.1.0.100", 81, 6), ("10.1.0.100", 53, 17), ("10.1.0.101", 80, 6), (PacketLab.PublicVip, 80, 6), (PacketLab.PublicVip, 53, 17), (PacketLab.PeerVip, 80, 6), (PacketLab.PeerVip, 53, 17)];

    internal static readonly (string Address, ushort Port, byte Protocol)[] DirectCalls =
        [("10.1.0.2", 8080, 6), ("10.1.0.3", 8080, 6), ("10.1.0.4", 5353, 17), ("10.1.0.2", 80, 6), ("10.1.0.3", 53, 17), ("10.4.0.13", 8080, 6), ("10.4.0.14", 5353, 17)];

    internal static Gen<World> Gen { get; } = WorldSet.Gen.Array[Calls.Length].Select(sets => new World([.. sets]));

    internal ForwardingState In(uint network)
    {
        var peer = Tables.PeerOf(network);
        var state = ForwardingState.Empty with
        {
            Prefixes = ForwardingState.Empty.Prefixes
                .Add(new(32 + 96 + 16, network, Tables.Address("10.4.0.0")), new(RouteKind.Peer, peer, 1500))
                .Add(new(32 + 96 + 16, peer, Tables.Address("10.4.0.0")), new(RouteKind.Network, 0, 1500))
                .Add(new(32 + 96 + 16, peer, Tables.Address("10.1.0.0")), new(RouteKind.Peer, network, 1500))
                .Add(new(32 + 96 + 16, network, Tables.Address("10.1.0.0")), new(RouteKind.Network, 0, 1500))
                .Add(new(32 + 96 + 16, network, Tables.Address("10.2.0.0")), new(RouteKind.Gateway, 10, 1400))
                .Add(new(32 + 96 + 16, network, Tables.Address("10.3.0.0")), new(RouteKind.Gateway, 11, 1400))
                .Add(new(32 + 96 + 24, Outside.Network, Tables.Address("203.0.113.0")), new(RouteKind.Network, 0, 1500)),
        };
        foreach (var gateway in (uint[])[10, 11])
            state = Route(state, network, $"10.1.0.{gateway}", new(RouteKind.Port, gateway, 1400));
        foreach (var port in (uint[])[1, 2, 3, 4, 5, 12, 13, 14, 15])
            state = Route(state, PacketLab.NetworkOf(port, network), PacketLab.AddressOf(port), new(RouteKind.Port, port, 1500));
        for (var i = 0; i < Sets.Length; i++)
            state = Sets[i].AddTo(Route(state, NetworkOf(Calls[i].Address, network), Calls[i].Address, new(RouteKind.Vip, 0, 1500)), network, (uint)i + 1, Calls[i]);
        return state;
    }

    /// <summary>Of an address, as seen by who is in the network or its peer.</summary>
    internal static uint NetworkOf(string address, uint network) =>
        address == PacketLab.PublicVip ? Outside.Network : address.StartsWith("10.4.", StringComparison.Ordinal) ? Tables.PeerOf(network) : network;

    private static ForwardingState Route(ForwardingState state, uint network, string address, RouteValue route) =>
        state with { Routes = state.Routes.SetItem(new(network, Tables.Address(address)), route) };
}

/// <summary>Which of the machines 2 to 5, or 12 to 15, serve it, and which of them is in each place of the table (of the first eleven).</summary>
internal sealed record WorldSet(
    ImmutableArray<byte> States, ImmutableArray<int> Table, byte Distribution, bool IsClosed, WorldAcl Acl, FrontendOptions Options, uint IdleSeconds, ushort AffinitySeconds)
{
    private const int None = 4; // one more than the states of a backend: not a member

    internal static Gen<WorldSet> Gen { get; } = CsCheck.Gen.Select(
        CsCheck.Gen.Byte[0, None].Array[4], CsCheck.Gen.Int[0, 3].Array[11], CsCheck.Gen.Byte[0, 2], CsCheck.Gen.Int[0, 5], WorldAcl.Gen,
        CsCheck.Gen.Byte[0, 3], CsCheck.Gen.OneOf(30u, 120u, 240u), CsCheck.Gen.OneOf<ushort>(0, 50, 600),
        (states, table, distribution, closed, acl, options, idle, affinity) =>
            new WorldSet([.. states], [.. table], distribution, closed == 0, acl, (FrontendOptions)options, idle, affinity));

    internal ForwardingState AddTo(ForwardingState state, uint network, uint frontend, (string Address, ushort Port, byte Protocol) call)
    {
        var members = Enumerable.Range(0, 4).Where(i => States[i] != None).ToArray();
        var table = members.Length == 0 || IsClosed ? [] : Table.Select(i => Slot(frontend, members[i % members.Length])).ToImmutableArray();
        foreach (var i in members)
            state = Member(state, network, frontend, call, i);
        var key = new FrontendKey(World.NetworkOf(call.Address, network), Tables.Address(call.Address), new BigEndianPort(call.Port), call.Protocol);
        return Acl.Guard(state, frontend, 1) with
        {
            Frontends = state.Frontends.Add(key, new(frontend, 1, (uint)table.Length, IdleSeconds, Distribution, Options, AffinitySeconds, call.Address == PacketLab.PeerVip ? Tables.PeerOf(network) : network)
            {
                NonMembers = PortSet.Without(members.Select(i => PortOf(i, call.Address))),
            }),
            Tables = table.IsEmpty ? state.Tables : state.Tables.Add(frontend, table),
        };
    }

    private static uint PortOf(int member, string called) => (uint)member + (called == PacketLab.PeerVip ? 12u : 2);

    private static uint Slot(uint frontend, int member) => (frontend * 4) + (uint)member;

    private ForwardingState Member(
        ForwardingState state, uint network, uint frontend, (string Address, ushort Port, byte Protocol) call, int member)
    {
        var (port, protocol) = (PortOf(member, call.Address), call.Protocol);
        network = PacketLab.NetworkOf(port, network);
        var local = new BigEndianPort(Options.HasFlag(FrontendOptions.FloatingIp) ? call.Port : (ushort)(protocol == 6 ? 8080 : 5353));
        var address = Tables.Address(PacketLab.AddressOf(port));
        return state with
        {
            Backends = state.Backends.Add(Slot(frontend, member), new(network, network, frontend, network, port, address, local, States[member])),
            Targets = state.Targets.SetItem(new(network, address, local, protocol), Slot(frontend, member)),
            Members = state.Members.Add(new(frontend, port), Slot(frontend, member)),
        };
    }
}
