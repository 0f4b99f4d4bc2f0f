using System.Collections.Immutable;
using Ilb.Forwarding.Kernel;
using Ilb.Model.Snapshots;

namespace Ilb.Forwarding;

/// <summary>
/// The contents that sets make together, and each set compiled: where the next ones are compiled from here, a set that is the same
/// costs no more than seeing that.
/// </summary>
internal sealed class SetContents
{
    private readonly Dictionary<uint, CompiledSet> _sets;

    private SetContents() => _sets = [];

    private SetContents(SetContents former, IEnumerable<SetEntry> sets)
    {
        _sets = sets
            .Select(set => CompiledSet.Of(set, former._sets.GetValueOrDefault(set.Frontend.Index)))
            .ToDictionary(set => set.Slot);
        var contest = new Contest(former._sets.Values, _sets.Values);
        Frontends = contest.Decide(former.Frontends, set => set.Frontends);
        Targets = contest.Decide(former.Targets, set => set.Targets);
        Backends = contest.Decide(former.Backends, set => set.Backends);
        Members = contest.Decide(former.Members, set => set.Members);
        Tables = contest.Decide(former.Tables, set => set.Tables);
        Acls = contest.Decide(former.Acls, set => set.Acls);
        AclRules = contest.Decide(former.AclRules, set => set.AclRules);
    }

    public static SetContents Empty { get; } = new();

    public SharingDictionary<FrontendKey, FrontendValue> Frontends { get; } = new();

    public SharingDictionary<FrontendKey, uint> Targets { get; } = new();

    public SharingDictionary<uint, BackendValue> Backends { get; } = new();

    public SharingDictionary<MemberKey, uint> Members { get; } = new();

    public SharingDictionary<uint, ImmutableArray<uint>> Tables { get; } = new();

    public SharingDictionary<uint, AclValue> Acls { get; } = new();

    public SharingDictionary<AclKey, AclRuleValue> AclRules { get; } = new();

    /// <summary>What these sets make, whatever was before.</summary>
    public SetContents Next(IEnumerable<SetEntry> sets) => new(this, sets);
}
