using System.Collections.Immutable;
using Ilb.Forwarding.Kernel;
using Ilb.Model.Snapshots;

namespace Ilb.Forwarding;

/// <summary>
/// What the kernel of one node shall hold, compiled from one snapshot: the content of every map but those that need interface
/// indexes and MACs, which are resolved from <see cref="Ports"/> when applying. Pure data.
/// </summary>
/// <param name="Ports">The machines of this node whose ports must exist, by port slot index.</param>
/// <param name="Tables">Frontend slot index → Maglev table of backend slot indexes; absent where no backend takes new flows.</param>
/// <param name="Acls">Frontend slot index → the access list that guards it; absent where everybody may call.</param>
/// <param name="Targets">(network, DIP, local port, protocol) of every backend → backend slot index.</param>
public sealed record ForwardingState(
    long Revision,
    ImmutableDictionary<uint, PortState> Ports,
    ImmutableDictionary<RouteKey, RouteValue> Routes,
    ImmutableDictionary<PrefixKey, RouteValue> Prefixes,
    ImmutableDictionary<FrontendKey, FrontendValue> Frontends,
    ImmutableDictionary<FrontendKey, uint> Targets,
    ImmutableDictionary<uint, BackendValue> Backends,
    ImmutableDictionary<MemberKey, uint> Members,
    ImmutableDictionary<uint, ImmutableArray<uint>> Tables,
    ImmutableDictionary<uint, AclValue> Acls,
    ImmutableDictionary<AclKey, AclRuleValue> AclRules)
{
    public static ForwardingState Empty { get; } = new(
        0,
        ImmutableDictionary<uint, PortState>.Empty,
        ImmutableDictionary<RouteKey, RouteValue>.Empty,
        ImmutableDictionary<PrefixKey, RouteValue>.Empty,
        ImmutableDictionary<FrontendKey, FrontendValue>.Empty,
        ImmutableDictionary<FrontendKey, uint>.Empty,
        ImmutableDictionary<uint, BackendValue>.Empty,
        ImmutableDictionary<MemberKey, uint>.Empty,
        ImmutableDictionary<uint, ImmutableArray<uint>>.Empty,
        ImmutableDictionary<uint, AclValue>.Empty,
        ImmutableDictionary<AclKey, AclRuleValue>.Empty);

    /// <summary>Frontend slot index → what its table was built from. Empty in a state that was read from the kernel.</summary>
    internal ImmutableDictionary<uint, TableRecipe> Recipes { get; init; } = ImmutableDictionary<uint, TableRecipe>.Empty;
}
