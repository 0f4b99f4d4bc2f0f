using System.Collections.Immutable;
using Ilb.Datapath.Programs;
using Ilb.Forwarding;
using Ilb.Forwarding.Kernel;
using Ilb.Model.Feed;
using Ilb.Model.Snapshots;

namespace Ilb.Datapath.Maps;

/// <summary>The maps that a <see cref="ForwardingState"/> fills.</summary>
internal sealed class ForwardingMaps(BpfObject loaded)
{
    private readonly BpfMap<uint, uint> _routeVersion = loaded.Map<uint, uint>("route_version");

    internal BpfMap<uint, PortValue> Ports { get; } = loaded.Map<uint, PortValue>("ports");

    internal BpfMap<RouteKey, RouteValue> Routes { get; } = loaded.Map<RouteKey, RouteValue>("routes");

    internal BpfMap<PrefixKey, RouteValue> Prefixes { get; } = loaded.Map<PrefixKey, RouteValue>("prefixes");

    internal BpfMap<FrontendKey, FrontendValue> Frontends { get; } = loaded.Map<FrontendKey, FrontendValue>("frontends");

    internal BpfMap<FrontendKey, uint> Targets { get; } = loaded.Map<FrontendKey, uint>("targets");

    internal BpfMap<uint, BackendValue> Backends { get; } = loaded.Map<uint, BackendValue>("backends");

    internal BpfMap<MemberKey, uint> Members { get; } = loaded.Map<MemberKey, uint>("members");

    internal MaglevTables Tables { get; } = new(loaded.Map("maglev"), loaded.Capacity("maglev"), loaded.Writing);

    internal BpfMap<uint, AclValue> Acls { get; } = loaded.Map<uint, AclValue>("acls");

    internal BpfMap<AclKey, AclRuleValue> AclRules { get; } = loaded.Map<AclKey, AclRuleValue>("acl_rules");

    internal ForwardingState Read() => ForwardingState.Empty with
    {
        Ports = Ports.Entries().ToSharing(port => port.Key, port => ToState(port.Key, port.Value)),
        Routes = Routes.Entries().ToSharing(),
        Prefixes = Prefixes.Entries().ToSharing(),
        Frontends = Frontends.Entries().ToSharing(),
        Targets = Targets.Entries().ToSharing(),
        Backends = Backends.Entries().ToSharing(),
        Members = Members.Entries().ToSharing(),
        Tables = Tables.Entries().ToSharing(),
        Acls = Acls.Entries().ToSharing(),
        AclRules = AclRules.Entries().ToSharing(),
    };

    /// <summary>Those that a change may find full.</summary>
    internal IReadOnlyList<TableFill> Fill(ForwardingState held) =>
    [
        new(Ports.Name, held.Ports.Count, Ports.Capacity),
        new(Routes.Name, held.Routes.Count, Routes.Capacity),
        new(Prefixes.Name, held.Prefixes.Count, Prefixes.Capacity),
        new(Frontends.Name, held.Frontends.Count, Frontends.Capacity),
        new(Targets.Name, held.Targets.Count, Targets.Capacity),
        new(Backends.Name, held.Backends.Count, Backends.Capacity),
        new(Members.Name, held.Members.Count, Members.Capacity),
        new(Acls.Name, held.Acls.Count, Acls.Capacity),
        new(AclRules.Name, held.AclRules.Count, AclRules.Capacity),
    ];

    internal void Apply(ForwardingStep step)
    {
        switch (step.Map)
        {
            case ForwardingMap.Ports:
                break;
            case ForwardingMap.Routes:
                ApplyRoutes(step);
                break;
            case ForwardingMap.Prefixes:
                Apply(Prefixes, step);
                break;
            case ForwardingMap.Frontends:
                Apply(Frontends, step);
                break;
            case ForwardingMap.Targets:
                Apply(Targets, step);
                break;
            case ForwardingMap.Backends:
                Apply(Backends, step);
                break;
            case ForwardingMap.Members:
                Apply(Members, step);
                break;
            case ForwardingMap.Tables:
                ApplyTables(step);
                break;
            case ForwardingMap.Acls:
                Apply(Acls, step);
                break;
            case ForwardingMap.AclRules:
                Apply(AclRules, step);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(step), step.Map, "No such map.");
        }
    }

    /// <summary>To be called by who takes the maps over: a process before may have ended amid a change, or known of no hints.</summary>
    internal void OutdateHints() => _routeVersion.Set(0, Changing() + 1);

    /// <summary>While the version is odd programs trust no hint and leave none: so they do after half a change, be it failed or broken off.</summary>
    private void ApplyRoutes(ForwardingStep step)
    {
        var changing = Changing();
        _routeVersion.Set(0, changing);
        Apply(Routes, step);
        _routeVersion.Set(0, changing + 1);
    }

    private uint Changing() => (_routeVersion.TryGet(0, out var version) ? version : 0) | 1;

    private static void Apply<TKey, TValue>(BpfMap<TKey, TValue> map, ForwardingStep step)
        where TKey : unmanaged
        where TValue : unmanaged
    {
        if (step is SetStep<TKey, TValue> set)
        {
            foreach (var (key, value) in set.Entries)
                map.Set(key, value);
        }
        else
        {
            foreach (var key in ((RemoveStep<TKey>)step).Keys)
                map.Remove(key);
        }
    }

    private void ApplyTables(ForwardingStep step)
    {
        if (step is SetStep<uint, ImmutableArray<uint>> set)
        {
            Tables.Set(set.Entries);
        }
        else
        {
            foreach (var frontend in ((RemoveStep<uint>)step).Keys)
                Tables.Remove(frontend);
        }
    }

    private static PortState ToState(uint slot, PortValue port) =>
        new(new Slot(slot, port.Generation), port.Network, port.Address, port.Mtu)
        {
            Ipv6Address = port.Address6 == default ? null : port.Address6,
        };
}
