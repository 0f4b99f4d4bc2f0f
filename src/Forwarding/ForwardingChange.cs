using System.Collections.Immutable;

namespace Ilb.Forwarding;

/// <summary>
/// The way from one forwarding state to another, as batches in the order in which to write them: make before break. Whatever is
/// referred to is written before what refers to it, and removed after it:
/// <list type="number">
/// <item>What hangs on a slot that gets a new tenant goes first (<see cref="RetakenSlots"/>); frontends ask for members that come (<see cref="ComingMembers"/>).</item>
/// <item>Set ports, backends, targets, members, tables, access lists, frontends, routes, prefixes. A table grows before its frontend says so.</item>
/// <item>Remove prefixes, routes, frontends, access lists, tables, members, targets, backends, ports.</item>
/// </list>
/// After each step no map refers to something that is missing. Applying a change twice is the same as once.
/// </summary>
public sealed record ForwardingChange(ImmutableArray<ForwardingStep> Steps)
{
    public bool IsEmpty => Steps.IsEmpty;

    /// <param name="from">What the kernel holds: the last applied state, or one that was read back.</param>
    /// <param name="to">What it shall hold.</param>
    public static ForwardingChange Between(ForwardingState from, ForwardingState to)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        var freed = RetakenSlots.Free(ComingMembers.Expect(from, to), to);
        return new ForwardingChange([.. Sets(from, freed), .. Removals(from, freed), .. Sets(freed, to), .. Removals(freed, to)]);
    }

    /// <summary>The state after these steps; for tests and for knowing what a half-applied change left.</summary>
    public ForwardingState ApplyTo(ForwardingState state) => Steps.Aggregate(state, StepApplication.Apply);

    public override string ToString() => Steps.IsEmpty ? "no change" : string.Join(", ", Steps);

    private static IEnumerable<ForwardingStep> Sets(ForwardingState from, ForwardingState to) =>
    [
        .. MapDiff.Sets(ForwardingMap.Ports, from.Ports, to.Ports),
        .. MapDiff.Sets(ForwardingMap.Backends, from.Backends, to.Backends),
        .. MapDiff.Sets(ForwardingMap.Targets, from.Targets, to.Targets),
        .. MapDiff.Sets(ForwardingMap.Members, from.Members, to.Members),
        .. MapDiff.Sets(ForwardingMap.Tables, from.Tables, to.Tables, MapDiff.SameEntries),
        .. MapDiff.Sets(ForwardingMap.AclRules, from.AclRules, to.AclRules),
        .. MapDiff.Sets(ForwardingMap.Acls, from.Acls, to.Acls),
        .. MapDiff.Sets(ForwardingMap.Frontends, from.Frontends, to.Frontends),
        .. MapDiff.Sets(ForwardingMap.Routes, from.Routes, to.Routes),
        .. MapDiff.Sets(ForwardingMap.Prefixes, from.Prefixes, to.Prefixes),
    ];

    private static IEnumerable<ForwardingStep> Removals(ForwardingState from, ForwardingState to) =>
    [
        .. MapDiff.Removals(ForwardingMap.Prefixes, from.Prefixes, to.Prefixes),
        .. MapDiff.Removals(ForwardingMap.Routes, from.Routes, to.Routes),
        .. MapDiff.Removals(ForwardingMap.Frontends, from.Frontends, to.Frontends),
        .. MapDiff.Removals(ForwardingMap.Acls, from.Acls, to.Acls),
        .. MapDiff.Removals(ForwardingMap.AclRules, from.AclRules, to.AclRules),
        .. MapDiff.Removals(ForwardingMap.Tables, from.Tables, to.Tables),
        .. MapDiff.Removals(ForwardingMap.Members, from.Members, to.Members),
        .. MapDiff.Removals(ForwardingMap.Targets, from.Targets, to.Targets),
        .. MapDiff.Removals(ForwardingMap.Backends, from.Backends, to.Backends),
        .. MapDiff.Removals(ForwardingMap.Ports, from.Ports, to.Ports),
    ];
}
