using System.Collections.Immutable;
using Ilb.Forwarding.Kernel;
using Ilb.Model.Snapshots;

namespace Ilb.Forwarding;

/// <summary>A load-balanced set → its frontend, backends, targets, members and what its table is built from.</summary>
internal static class SetCompiler
{
    /// <summary>Of the backends that take new flows. Without any, the set has no table.</summary>
    public static TableRecipe Recipe(SetEntry set) => new(
        set.TableSize,
        [
            .. set.Takers().OrderBy(backend => backend.Slot.Index)
                .Select(backend => new MaglevMember(backend.Name, backend.Slot.Index, backend.Weight)),
        ]);

    public static KeyValuePair<FrontendKey, FrontendValue> Frontend(SetEntry set, bool hasTable) => new(
        new FrontendKey(set.Network, KernelAddress.From(set.Address), new BigEndianPort(set.PublicPort), (byte)set.Protocol),
        new FrontendValue(
            set.Frontend.Index,
            set.Frontend.Generation,
            hasTable ? set.TableSize : 0,
            (uint)set.IdleTimeout.TotalSeconds,
            (byte)set.Distribution,
            Options(set),
            AffinitySeconds: (ushort)set.Affinity.TotalSeconds,
            Network: set.BackendNetwork,
            NonMembers: PortSet.Without(set.Backends.Select(backend => backend.Port))));

    /// <summary>
    /// Every backend whatever its state: established flows look theirs up here. Who takes new flows is up, whatever its probe says: else
    /// each datagram of a flow would look for another backend.
    /// </summary>
    public static ImmutableArray<KeyValuePair<uint, BackendValue>> Backends(SetEntry set)
    {
        var takers = set.Takers().Select(backend => backend.Slot).ToHashSet();
        return Each(set, backend => backend.Slot.Index, backend => new BackendValue(
            backend.Slot.Generation,
            set.BackendNetwork,
            set.Frontend.Index,
            set.Frontend.Generation,
            backend.Port,
            KernelAddress.From(backend.Address),
            new BigEndianPort(backend.LocalPort),
            (byte)(takers.Contains(backend.Slot) ? BackendState.Up : backend.State)));
    }

    /// <summary>Where a direct connection would meet a balanced one: the backend's own address and local port.</summary>
    public static ImmutableArray<KeyValuePair<FrontendKey, uint>> Targets(SetEntry set) => Each(
        set,
        backend => new FrontendKey(
            set.BackendNetwork, KernelAddress.From(backend.Address), new BigEndianPort(backend.LocalPort), (byte)set.Protocol),
        backend => backend.Slot.Index);

    public static ImmutableArray<KeyValuePair<MemberKey, uint>> Members(SetEntry set) =>
        Each(set, backend => new MemberKey(set.Frontend.Index, backend.Port), backend => backend.Slot.Index);

    private static ImmutableArray<KeyValuePair<TKey, TValue>> Each<TKey, TValue>(
        SetEntry set, Func<BackendEntry, TKey> key, Func<BackendEntry, TValue> value) =>
        [.. Ordered(set).Select(backend => KeyValuePair.Create(key(backend), value(backend)))];

    private static IOrderedEnumerable<BackendEntry> Ordered(SetEntry set) => set.Backends.OrderBy(backend => backend.Slot.Index);

    private static FrontendOptions Options(SetEntry set) =>
        (set.FloatingIp ? FrontendOptions.FloatingIp : 0)
        | (set.Loopback ? FrontendOptions.Loopback : 0)
        | (set.IsRetired ? FrontendOptions.Retired : 0)
        | (set.ResetsIdle ? FrontendOptions.ResetIdle : 0)
        | (set.WhenAllDown == AllDown.Drop ? FrontendOptions.Silent : 0);
}
