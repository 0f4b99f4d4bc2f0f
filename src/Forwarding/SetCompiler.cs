using System.Collections.Immutable;
using Ilb.Forwarding.Kernel;
using Ilb.Model.Snapshots;

namespace Ilb.Forwarding;

/// <summary>
/// Load-balanced sets → frontends, backends, targets, members and what their tables are built from. Sets come ordered by slot:
/// where two claim one key, the lower slot has it, on every node.
/// </summary>
internal static class SetCompiler
{
    /// <summary>A set has a recipe, and thus a table, when a backend takes new flows: up, with a weight above 0.</summary>
    public static ImmutableDictionary<uint, TableRecipe> Recipes(IEnumerable<SetEntry> sets) =>
        sets.Select(set => (set.Frontend.Index, Recipe: Recipe(set)))
            .Where(entry => entry.Recipe.Members.Length > 0)
            .ToImmutableDictionary(entry => entry.Index, entry => entry.Recipe);

    public static ImmutableDictionary<FrontendKey, FrontendValue> Frontends(
        IEnumerable<SetEntry> sets, ImmutableDictionary<uint, TableRecipe> recipes)
    {
        var frontends = ImmutableDictionary.CreateBuilder<FrontendKey, FrontendValue>();
        foreach (var set in sets.OrderBy(set => set.IsRetired))
        {
            var key = new FrontendKey(
                set.Network, KernelAddress.From(set.Address), new BigEndianPort(set.PublicPort), (byte)set.Protocol);
            frontends.TryAdd(key, Frontend(set, recipes.GetValueOrDefault(set.Frontend.Index)?.Size ?? 0));
        }

        return frontends.ToImmutable();
    }

    /// <summary>Every backend whatever its state: established flows look theirs up here.</summary>
    public static ImmutableDictionary<uint, BackendValue> Backends(IEnumerable<SetEntry> sets) =>
        Each(sets, (_, backend) => backend.Slot.Index, (set, backend) => new BackendValue(
            backend.Slot.Generation,
            set.BackendNetwork,
            set.Frontend.Index,
            set.Frontend.Generation,
            backend.Port,
            KernelAddress.From(backend.Address),
            new BigEndianPort(backend.LocalPort),
            (byte)backend.State));

    /// <summary>Where a direct connection would meet a balanced one: the backend's own address and local port.</summary>
    public static ImmutableDictionary<FrontendKey, uint> Targets(IEnumerable<SetEntry> sets) =>
        Each(
            sets.OrderBy(set => set.IsRetired),
            (set, backend) => new FrontendKey(
                set.BackendNetwork, KernelAddress.From(backend.Address), new BigEndianPort(backend.LocalPort), (byte)set.Protocol),
            (_, backend) => backend.Slot.Index);

    public static ImmutableDictionary<MemberKey, uint> Members(IEnumerable<SetEntry> sets) =>
        Each(sets, (set, backend) => new MemberKey(set.Frontend.Index, backend.Port), (_, backend) => backend.Slot.Index);

    private static ImmutableDictionary<TKey, TValue> Each<TKey, TValue>(
        IEnumerable<SetEntry> sets, Func<SetEntry, BackendEntry, TKey> key, Func<SetEntry, BackendEntry, TValue> value)
        where TKey : notnull
    {
        var entries = ImmutableDictionary.CreateBuilder<TKey, TValue>();
        foreach (var set in sets)
        {
            foreach (var backend in set.Backends.OrderBy(backend => backend.Slot.Index))
                entries.TryAdd(key(set, backend), value(set, backend));
        }

        return entries.ToImmutable();
    }

    private static TableRecipe Recipe(SetEntry set) => new(
        set.TableSize,
        [
            .. set.Backends
                .Where(backend => backend.State == BackendState.Up && backend.Weight > 0)
                .OrderBy(backend => backend.Slot.Index)
                .Select(backend => new MaglevMember(backend.Name, backend.Slot.Index, backend.Weight)),
        ]);

    private static FrontendValue Frontend(SetEntry set, uint tableSize) => new(
        set.Frontend.Index,
        set.Frontend.Generation,
        tableSize,
        (uint)set.IdleTimeout.TotalSeconds,
        (byte)set.Distribution,
        (set.FloatingIp ? FrontendOptions.FloatingIp : 0) | (set.Loopback ? FrontendOptions.Loopback : 0) | (set.IsRetired ? FrontendOptions.Retired : 0)
            | (set.ResetsIdle ? FrontendOptions.ResetIdle : 0),
        Network: set.BackendNetwork);
}
