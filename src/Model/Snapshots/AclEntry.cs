using System.Collections.Immutable;
using System.Net;

namespace Ilb.Model.Snapshots;

/// <summary>Who may call a set. The slot is new with every change of the rules: what was judged by other rules is judged again.</summary>
/// <param name="Rules">At least one, ordered by <see cref="AclEntryRule.Order"/>, which those share that are one rule; the first that matches decides.</param>
public sealed record AclEntry(Slot Slot, ImmutableArray<AclEntryRule> Rules)
{
    /// <summary>What holds for an address that no rule matches: one rule that permits makes everybody else a stranger.</summary>
    public bool PermitsByDefault => !Rules.Any(rule => rule.Permits);

    /// <summary>The first rule that matches decides.</summary>
    public bool Permits(IPAddress client) => Rules.FirstOrDefault(rule => rule.RemoteSubnet.Contains(client))?.Permits ?? PermitsByDefault;

    public override string ToString() => $"ACL {Slot}, {Rules.Length} rules";
}
