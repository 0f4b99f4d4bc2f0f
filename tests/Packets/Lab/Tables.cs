using System.Collections.Immutable;
using System.Net;
using Ilb.Datapath;
using Ilb.Forwarding;
using Ilb.Forwarding.Kernel;
using Ilb.Model.Addressing;
using Ilb.Model.Snapshots;

namespace Ilb.Packets.Lab;

/// <summary>Builds a forwarding state for tests, a line per thing.</summary>
internal sealed class Tables
{
    internal const uint Network = 7;

    internal ForwardingState State { get; private set; } = ForwardingState.Empty;

    internal static KernelAddress Address(string text) => KernelAddress.From(IPAddress.Parse(text));

    /// <summary>The id of the network that another is joined to here.</summary>
    internal static uint PeerOf(uint network) => network + 1_000_000;

    internal Tables Subnet(string prefix, uint network = Network) => Prefix(network, prefix, new(RouteKind.Network, 0, 1500));

    internal Tables Prefix(uint network, string prefix, RouteValue route)
    {
        var parts = prefix.Split('/');
        var key = new PrefixKey(32 + 96 + uint.Parse(parts[1]), network, Address(parts[0]));
        State = State with { Prefixes = State.Prefixes.Add(key, route) };
        return this;
    }

    /// <summary>What lies beyond a gateway.</summary>
    internal Tables Site(string prefix, uint port) => Prefix(Network, prefix, new(RouteKind.Gateway, port, 1400));

    /// <summary>The network with the first prefix, and its peer with the second.</summary>
    internal Tables Peers(string own, string other) => Subnet(other, PeerOf(Network))
        .Prefix(Network, other, new(RouteKind.Peer, PeerOf(Network), 1500))
        .Prefix(PeerOf(Network), own, new(RouteKind.Peer, Network, 1500));

    internal Tables Machine(uint port, string address, uint network = Network)
    {
        State = State with { Routes = State.Routes.Add(new(network, Address(address)), new(RouteKind.Port, port, 1500)) };
        return this;
    }

    internal Tables Set(
        uint frontend, string vip, ushort port, Protocol protocol, params (uint Slot, uint Port, string Address, ushort L4Port)[] members)
    {
        State = State with
        {
            Routes = State.Routes.SetItem(new(Network, Address(vip)), new(RouteKind.Vip, 0, 1500)),
            Frontends = State.Frontends.SetItem(Key(vip, port, protocol), new(frontend, 1, (uint)(members.Length == 0 ? 0 : 251), 240, 0, 0)),
        };
        foreach (var member in members)
            Member(frontend, protocol, member);
        if (members.Length > 0)
            Table(frontend, [.. Enumerable.Range(0, 251).Select(i => members[i % members.Length].Slot)]);
        return this;
    }

    /// <summary>A set on a public VIP, whose machines are in <see cref="Network"/>.</summary>
    internal Tables Public(
        uint frontend, string vip, ushort port, Protocol protocol, params (uint Slot, uint Port, string Address, ushort L4Port)[] members)
    {
        Set(frontend, vip, port, protocol, members).MoveFrontend(vip, port, protocol, Outside.Network);
        return State.Prefixes.Keys.Any(prefix => prefix.Network == Outside.Network) ? this : Subnet("203.0.113.0/24", Outside.Network);
    }

    /// <summary>A set of the network's peer.</summary>
    internal Tables OfPeer(
        uint frontend, string vip, ushort port, Protocol protocol, params (uint Slot, uint Port, string Address, ushort L4Port)[] members)
    {
        Set(frontend, vip, port, protocol, members).MoveFrontend(vip, port, protocol, PeerOf(Network));
        foreach (var member in members)
        {
            var target = Key(member.Address, member.L4Port, protocol);
            State = State with
            {
                Backends = State.Backends.Changed(member.Slot, backend => backend with { Network = PeerOf(Network) }),
                Targets = State.Targets.Remove(target).SetItem(target with { Network = PeerOf(Network) }, member.Slot),
            };
        }

        return this;
    }

    internal Tables Option(FrontendKey key, FrontendOptions options)
    {
        State = State with { Frontends = State.Frontends.Changed(key, frontend => frontend with { Flags = options }) };
        return this;
    }

    internal Tables Table(uint frontend, ImmutableArray<uint> table)
    {
        State = State with { Tables = State.Tables.SetItem(frontend, table) };
        return this;
    }

    internal Tables With(Func<ForwardingState, ForwardingState> change)
    {
        State = change(State);
        return this;
    }

    internal static FrontendKey Key(string address, ushort port, Protocol protocol) =>
        new(Network, Address(address), new BigEndianPort(port), (byte)protocol);

    private void MoveFrontend(string vip, ushort port, Protocol protocol, uint to)
    {
        var inside = Key(vip, port, protocol);
        State = State with
        {
            Routes = State.Routes.Remove(new(Network, Address(vip))).SetItem(new(to, Address(vip)), new(RouteKind.Vip, 0, 1500)),
            Frontends = State.Frontends.Remove(inside).Add(inside with { Network = to }, State.Frontends[inside] with { Network = to == Outside.Network ? Network : to }),
        };
    }

    private void Member(uint frontend, Protocol protocol, (uint Slot, uint Port, string Address, ushort L4Port) member)
    {
        var backend = new BackendValue(1, Network, frontend, 1, member.Port, Address(member.Address), new BigEndianPort(member.L4Port), 0);
        State = State with
        {
            Backends = State.Backends.SetItem(member.Slot, backend),
            Targets = State.Targets.SetItem(Key(member.Address, member.L4Port, protocol), member.Slot),
            Members = State.Members.SetItem(new(frontend, member.Port), member.Slot),
        };
    }
}
