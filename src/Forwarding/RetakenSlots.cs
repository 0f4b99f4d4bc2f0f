using System.Collections.Immutable;
using Ilb.Forwarding.Kernel;

namespace Ilb.Forwarding;

/// <summary>
/// Slots that one change takes from one tenant and gives to another. Overwritten in place, a route of one network would lead for a
/// moment to a machine of another; so whatever refers to the former tenant goes before the new one comes. Networks need no such
/// care: their numbers are given once only.
/// What both states share has the tenant it had and is not looked at; backends at a port that is taken are, as they may be the same.
/// A frontend all of whose backends are taken closes for that moment. Ports themselves are set before: the program delivers to a
/// port only what is of its network.
/// </summary>
internal sealed class RetakenSlots
{
    private readonly HashSet<uint> _ports;
    private readonly HashSet<uint> _backends;
    private readonly HashSet<uint> _frontends;

    private RetakenSlots(ForwardingState from, ForwardingState to)
    {
        var frontends = to.Frontends.NotSharedWith(from.Frontends).ToDictionary(entry => entry.Value.Slot, entry => entry.Value.Generation);
        _ports = [.. from.Ports.NotSharedWith(to.Ports).Where(p => to.Ports.TryGetValue(p.Key, out var now) && !SameTenant(p.Value, now)).Select(p => p.Key)];
        _frontends =
        [
            .. from.Frontends.NotSharedWith(to.Frontends).Select(entry => entry.Value)
                .Where(frontend => frontends.TryGetValue(frontend.Slot, out var generation) && generation != frontend.Generation)
                .Select(frontend => frontend.Slot),
        ];
        _backends =
        [
            .. (_ports.Count == 0 ? from.Backends.NotSharedWith(to.Backends) : from.Backends)
                .Where(b => to.Backends.TryGetValue(b.Key, out var now)
                    && (now.Generation != b.Value.Generation || _ports.Contains(b.Value.Port)))
                .Select(b => b.Key),
        ];
        if (_backends.Count > 0)
            _frontends.UnionWith(from.Tables.Where(table => table.Value.All(_backends.Contains)).Select(table => table.Key));
    }

    /// <summary><paramref name="from"/> without what refers to a slot that <paramref name="to"/> gives to another.</summary>
    public static ForwardingState Free(ForwardingState from, ForwardingState to)
    {
        var retaken = new RetakenSlots(from, to);
        return retaken._ports.Count + retaken._backends.Count + retaken._frontends.Count == 0 ? from : retaken.Strip(from);
    }

    private ForwardingState Strip(ForwardingState state) => state with
    {
        Ports = state.Ports.RemoveRange(_ports),
        Routes = Without(state.Routes, route => route.Value.Kind == RouteKind.Port && _ports.Contains(route.Value.Target)),
        Prefixes = Without(state.Prefixes, route => route.Value.Kind == RouteKind.Gateway && _ports.Contains(route.Value.Target)),
        Backends = state.Backends.RemoveRange(_backends),
        Targets = Without(state.Targets, target => _backends.Contains(target.Value)),
        Members = Without(state.Members, member =>
            _frontends.Contains(member.Key.Frontend) || _ports.Contains(member.Key.Port) || _backends.Contains(member.Value)),
        Frontends = Without(state.Frontends, frontend => _frontends.Contains(frontend.Value.Slot)),
        Acls = state.Acls.RemoveRange(_frontends),
        Tables = TablesOfTheRest(state.Tables.RemoveRange(_frontends)),
    };

    /// <summary>Network and address never change within a generation; compared all the same, for a state read from a kernel gone astray.</summary>
    private static bool SameTenant(PortState left, PortState right) =>
        left.Slot == right.Slot && left.Network == right.Network && left.Address == right.Address
        && (left.Ipv6Address is null || right.Ipv6Address is null || left.Ipv6Address == right.Ipv6Address);

    /// <summary>New flows go to a backend that stays, until the new table comes.</summary>
    private SharingDictionary<uint, ImmutableArray<uint>> TablesOfTheRest(SharingDictionary<uint, ImmutableArray<uint>> tables)
    {
        if (_backends.Count == 0)
            return tables;
        return tables.SetItems(tables.Where(table => table.Value.Any(_backends.Contains)).Select(table =>
        {
            var stays = table.Value.First(backend => !_backends.Contains(backend));
            return KeyValuePair.Create(
                table.Key, table.Value.Select(backend => _backends.Contains(backend) ? stays : backend).ToImmutableArray());
        }));
    }

    private static SharingDictionary<TKey, TValue> Without<TKey, TValue>(
        SharingDictionary<TKey, TValue> map, Func<KeyValuePair<TKey, TValue>, bool> gone)
        where TKey : notnull => map.RemoveRange(map.Where(gone).Select(entry => entry.Key));
}
