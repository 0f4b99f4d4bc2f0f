using Ilb.Forwarding.Kernel;

namespace Ilb.Forwarding;

/// <summary>
/// What a frontend knows of non-members is written after its members: a new one could call its own set meanwhile. So whoever is to become
/// a member stops being a non-member before anything else happens.
/// </summary>
internal static class ComingMembers
{
    /// <summary><paramref name="before"/> with frontends that already look for the members of <paramref name="after"/>.</summary>
    public static ForwardingState Expect(ForwardingState before, ForwardingState after)
    {
        var left = after.Members.NotSharedWith(before.Members).GroupBy(member => member.Key.Frontend, member => member.Key.Port)
            .ToDictionary(ports => ports.Key, PortSet.Without);
        var narrowed = before.Frontends.Where(_ => left.Count > 0)
            .Select(entry => (Old: entry, New: KeyValuePair.Create(entry.Key, Narrowed(entry.Value, left))))
            .Where(entry => entry.New.Value != entry.Old.Value).Select(entry => entry.New).ToArray();
        return narrowed.Length == 0 ? before : before with { Frontends = before.Frontends.SetItems(narrowed) };
    }

    private static FrontendValue Narrowed(FrontendValue frontend, Dictionary<uint, PortSet> left) =>
        left.TryGetValue(frontend.Slot, out var nonMembers) ? frontend with { NonMembers = frontend.NonMembers & nonMembers } : frontend;
}
