using System.Collections.Immutable;
using CsCheck;
using Ilb.Forwarding;
using Ilb.Forwarding.Kernel;
using Ilb.Packets.Lab;

namespace Ilb.Packets.Model;

/// <summary>A compiled access list: what it says of everybody, and of some of the prefixes around the machines 1 to 5 and a client outside. None of them: no list.</summary>
internal sealed record WorldAcl(ImmutableArray<AclVerdict?> Verdicts)
{
    private static readonly (string First, uint Length)[] s_prefixes =
        [("0.0.0.0", 0), ("10.1.0.0", 29), ("10.1.0.0", 30), ("10.1.0.1", 32), ("10.1.0.2", 32), ("10.1.0.4", 31), ("198.51.100.0", 24)];

    private static readonly Gen<AclVerdict?> s_verdict = CsCheck.Gen.OneOf<AclVerdict?>(null, AclVerdict.Permit, AclVerdict.Deny);

    private static readonly Gen<WorldAcl> s_list = CsCheck.Gen.Select(
        CsCheck.Gen.Bool, s_verdict.Array[s_prefixes.Length - 1],
        (permits, verdicts) => new WorldAcl([permits ? AclVerdict.Permit : AclVerdict.Deny, .. verdicts]));

    internal static Gen<WorldAcl> Gen { get; } = CsCheck.Gen.Frequency((2, CsCheck.Gen.Const(new WorldAcl([]))), (1, s_list));

    /// <summary>The state with this list, in a version of its own, in place of the one the frontend had.</summary>
    internal ForwardingState Guard(ForwardingState state, uint frontend, uint generation)
    {
        var bare = state with
        {
            Acls = state.Acls.Remove(frontend),
            AclRules = state.AclRules.RemoveRange(state.AclRules.Keys.Where(key => key.Slot == frontend)),
        };
        return Verdicts.IsEmpty ? bare : bare with
        {
            Acls = bare.Acls.Add(frontend, new(frontend, generation)),
            AclRules = bare.AclRules.AddRange(s_prefixes.Zip(Verdicts).Where(pair => pair.Second is not null).Select(pair => KeyValuePair.Create(
                new AclKey(160 + pair.First.Length, frontend, generation, Tables.Address(pair.First.First)),
                new AclRuleValue(pair.Second!.Value, 0)))),
        };
    }
}
