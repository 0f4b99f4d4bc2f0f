using System.Collections.Immutable;
using Ilb.Forwarding.Kernel;
using Ilb.Model.Addressing;
using Ilb.Model.Snapshots;

namespace Ilb.Forwarding;

/// <summary>
/// Access lists → a trie that answers by the longest prefix. Every prefix holds the first rule among its own and those of the
/// prefixes around it; whoever matches it matches these too, so the longest prefix answers as the list does from top to bottom.
/// </summary>
internal static class AclCompiler
{
    /// <summary>Bits before the address of a key: slot and generation.</summary>
    private const int BitsBeforeAddress = 32 + 32;

    private const uint NoRule = uint.MaxValue;

    private static readonly ImmutableArray<IpPrefix> Everybody = [IpPrefix.EveryIpv4, IpPrefix.EveryIpv6];

    /// <summary>Frontend slot index → its list; nothing where everybody may call.</summary>
    public static ImmutableArray<KeyValuePair<uint, AclValue>> Acls(SetEntry set) =>
        set.Acl is { } acl ? [new(set.Frontend.Index, new AclValue(acl.Slot.Index, acl.Slot.Generation))] : [];

    /// <summary>Those of one list are the same in every set that it guards.</summary>
    public static ImmutableArray<KeyValuePair<AclKey, AclRuleValue>> Rules(SetEntry set) =>
        set.Acl is { } acl ? [.. Compile(acl)] : [];

    private static IEnumerable<KeyValuePair<AclKey, AclRuleValue>> Compile(AclEntry acl) =>
        acl.Rules.Select(rule => rule.RemoteSubnet).Concat(Everybody).Distinct().Select(prefix => KeyValuePair.Create(
            new AclKey(
                (uint)(BitsBeforeAddress + prefix.Bits), acl.Slot.Index, acl.Slot.Generation, KernelAddress.From(prefix.FirstAddress)),
            ValueOf(acl, acl.Rules.Where(rule => rule.RemoteSubnet.Contains(prefix)).MinBy(rule => rule.Order))));

    private static AclRuleValue ValueOf(AclEntry acl, AclEntryRule? first) => new(
        first?.Permits ?? acl.PermitsByDefault ? AclVerdict.Permit : AclVerdict.Deny,
        (uint?)first?.Order ?? NoRule);
}
