using Ilb.Forwarding;
using Ilb.Forwarding.Kernel;
using Ilb.Model.Snapshots;
using Ilb.Packets.Wire;

namespace Ilb.Packets.Lab;

/// <summary>
/// A forwarding state with its twin in IPv6: the same networks, machines and sets, with slots of their own. Gateways, sites and what is
/// outside have no IPv6.
/// </summary>
internal static class DualStack
{
    /// <summary>Between the slot of a frontend, a backend or an access list and that of its twin.</summary>
    internal const uint Shift = 64;

    internal static ForwardingState WithTwin(this ForwardingState state)
    {
        var twin = state.InsideOnly();
        return state with
        {
            Routes = state.Routes.AddRange(Mapped(twin.Routes, key => key with { Address = InIpv6(key.Address) }, value => value)),
            Prefixes = state.Prefixes.AddRange(Mapped(twin.Prefixes, key => key with { Address = InIpv6(key.Address) }, value => value)),
            Frontends = state.Frontends.AddRange(Mapped(twin.Frontends, key => key with { Address = InIpv6(key.Address) }, value => value with { Slot = value.Slot + Shift })),
            Targets = state.Targets.AddRange(Mapped(twin.Targets, key => key with { Address = InIpv6(key.Address) }, slot => slot + Shift)),
            Backends = state.Backends.AddRange(Mapped(twin.Backends, slot => slot + Shift, value => value with { Frontend = value.Frontend + Shift, Address = InIpv6(value.Address) })),
            Members = state.Members.AddRange(Mapped(twin.Members, key => key with { Frontend = key.Frontend + Shift }, slot => slot + Shift)),
            Tables = state.Tables.AddRange(Mapped(twin.Tables, slot => slot + Shift, table => [.. table.Select(slot => slot == 0 ? 0 : slot + Shift)])),
            Acls = state.Acls.AddRange(Mapped(twin.Acls, slot => slot + Shift, acl => acl with { Slot = acl.Slot + Shift })),
            AclRules = state.AclRules.AddRange(Mapped(twin.AclRules, key => key with { Slot = key.Slot + Shift, Address = InIpv6(key.Address) }, value => value)),
        };
    }

    /// <summary>What of it IPv6 has, too.</summary>
    internal static ForwardingState InsideOnly(this ForwardingState state) => state with
    {
        Routes = state.Routes.RemoveRange(state.Routes.Where(route => route.Key.Network == Outside.Network || IsOfGateway(route.Value)).Select(route => route.Key)),
        Prefixes = state.Prefixes.RemoveRange(state.Prefixes.Where(prefix => prefix.Key.Network == Outside.Network || prefix.Value.Kind == RouteKind.Gateway).Select(prefix => prefix.Key)),
        Frontends = state.Frontends.RemoveRange(state.Frontends.Keys.Where(key => key.Network == Outside.Network)),
    };

    private static bool IsOfGateway(RouteValue route) => route.Kind == RouteKind.Port && PacketLab.IsGateway(route.Target);

    private static KernelAddress InIpv6(KernelAddress address) => KernelAddress.From(address.ToAddress().InIpv6());

    private static IEnumerable<KeyValuePair<TKey, TValue>> Mapped<TKey, TValue>(
        SharingDictionary<TKey, TValue> entries, Func<TKey, TKey> key, Func<TValue, TValue> value)
        where TKey : notnull => entries.Select(entry => KeyValuePair.Create(key(entry.Key), value(entry.Value)));
}
