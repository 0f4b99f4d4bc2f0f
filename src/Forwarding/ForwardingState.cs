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
    SharingDictionary<uint, PortState> Ports,
    SharingDictionary<RouteKey, RouteValue> Routes,
    SharingDictionary<PrefixKey, RouteValue> Prefixes,
    SharingDictionary<FrontendKey, FrontendValue> Frontends,
    SharingDictionary<FrontendKey, uint> Targets,
    SharingDictionary<uint, BackendValue> Backends,
    SharingDictionary<MemberKey, uint> Members,
    SharingDictionary<uint, ImmutableArray<uint>> Tables,
    SharingDictionary<uint, AclValue> Acls,
    SharingDictionary<AclKey, AclRuleValue> AclRules)
{
    public static ForwardingState Empty { get; } = new(
        0,
        new(),
        new(),
        new(),
        new(),
        new(),
        new(),
        new(),
        new(),
        new(),
        new());

    /// <summary>What the compiler made of sets, to start from the next time; of no others, whatever became of the rest.</summary>
    internal SetContents Compiled { get; init; } = SetContents.Empty;
}
