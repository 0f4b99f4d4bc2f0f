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

    internal Tables Subnet(string prefix, uint network = Network)
    {
        var parts = prefix.Split('/');
        var key = new PrefixKey(32 + 96 + uint.Parse(parts[1]), network, Address(parts[0]));
        State = State with { Prefixes = State.Prefixes.Add(key, new RouteValue(RouteKind.Network, 0, 1500)) };
        return this;
    }

    /// <summary>What lies beyond a gateway.</summary>
    internal Tables Site(string prefix, uint port)
    {
        var parts = prefix.Split('/');
        var key = new PrefixKey(32 + 96 + uint.Parse(parts[1]), Network, Address(parts[0]));
        State = State with { Prefixes = State.Prefixes.Add(key, new RouteValue(RouteKind.Gateway, port, 1400)) };
        return this;
    }

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
        Set(frontend, vip, port, protocol, members);
        var inside = Key(vip, port, protocol);
        State = State with
        {
            Routes = State.Routes.Remove(new(Network, Address(vip))).SetItem(new(Outside.Network, Address(vip)), new(RouteKind.Vip, 0, 1500)),
            Frontends = State.Frontends.Remove(inside).Add(inside with { Network = Outside.Network }, State.Frontends[inside] with { Network = Network }),
        };
        return State.Prefixes.Keys.Any(prefix => prefix.Network == Outside.Network) ? this : Subnet("203.0.113.0/24", Outside.Network);
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

    private void Member(uint frontend, Protocol protocol, (uint Slot, uint Port, string Address, ushort L4Port) member)
    {
        var backend = new BackendValue(1, Network, frontend, member.Port, Address(member.Address), new BigEndianPort(member.L4Port), 0);
        State = State with
        {
            Backends = State.Backends.SetItem(member.Slot, backend),
            Targets = State.Targets.SetItem(Key(member.Address, member.L4Port, protocol), member.Slot),
            Members = State.Members.SetItem(new(frontend, member.Port), member.Slot),
        };
    }
}
