using System.Collections.Immutable;
using Ilb.Forwarding.Kernel;
using Ilb.Model.Snapshots;

namespace Ilb.Forwarding;

/// <summary>
/// Snapshot in, content of a node's maps out: a pure function, without clock, randomness or handles. Frontends, backends, members,
/// targets, tables and access lists come out the same on every node; ports and the routes to them depend on the node.
/// </summary>
public static class ForwardingCompiler
{
    /// <summary>Compiles for one node.</summary>
    /// <param name="previous">The last result, whose unchanged tables are taken over by reference.</param>
    public static ForwardingState Compile(Snapshot snapshot, int node, ForwardingState? previous = null)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        var mtus = snapshot.Networks.ToImmutableDictionary(network => network.Slot.Index, network => (uint)network.Mtu);
        var ports = MachineCompiler.Ports(snapshot.Machines, node, mtus).AddRange(GatewayCompiler.Ports(snapshot, node));
        var sets = snapshot.Sets.OrderBy(set => set.Frontend.Index).ToArray();
        var recipes = SetCompiler.Recipes(sets);
        return new ForwardingState(
            snapshot.Revision,
            ports,
            AddressCompiler.Routes(snapshot.Vips, ports.Values, mtus),
            AddressCompiler.Prefixes(snapshot.Networks, GatewayCompiler.Prefixes(snapshot, node)),
            SetCompiler.Frontends(sets, recipes),
            SetCompiler.Targets(sets),
            SetCompiler.Backends(sets),
            SetCompiler.Members(sets),
            Tables(recipes, previous ?? ForwardingState.Empty),
            AclCompiler.Acls(sets),
            AclCompiler.Rules(sets))
        {
            Recipes = recipes,
        };
    }

    private static ImmutableDictionary<uint, ImmutableArray<uint>> Tables(
        ImmutableDictionary<uint, TableRecipe> recipes, ForwardingState previous) =>
        recipes.ToImmutableDictionary(
            recipe => recipe.Key,
            recipe => recipe.Value.Equals(previous.Recipes.GetValueOrDefault(recipe.Key))
                ? previous.Tables[recipe.Key]
                : Maglev.Build(recipe.Value.Members, recipe.Value.Size));
}
