using System.Collections.Immutable;
using Ilb.Forwarding.Kernel;
using Ilb.Model.Snapshots;

namespace Ilb.Forwarding;

/// <summary>
/// What one set claims in the maps. It follows from the set's entry alone, so it serves as long as that stays the same; whether a
/// claim is met depends on other sets, see <see cref="Contest"/>.
/// </summary>
internal sealed class CompiledSet
{
    private readonly SetEntry _set;
    private readonly TableRecipe _recipe;

    private CompiledSet(SetEntry set, CompiledSet? former)
    {
        _set = set;
        _recipe = SetCompiler.Recipe(set);
        Tables = TablesOf(former);
        Frontends = [SetCompiler.Frontend(set, hasTable: !Tables.IsEmpty)];
        Targets = SetCompiler.Targets(set);
        Backends = SetCompiler.Backends(set);
        Members = SetCompiler.Members(set);
        Acls = AclCompiler.Acls(set);
        AclRules = AclCompiler.Rules(set);
    }

    public uint Slot => _set.Frontend.Index;

    public bool IsRetired => _set.IsRetired;

    public ImmutableArray<KeyValuePair<FrontendKey, FrontendValue>> Frontends { get; }

    public ImmutableArray<KeyValuePair<FrontendKey, uint>> Targets { get; }

    public ImmutableArray<KeyValuePair<uint, BackendValue>> Backends { get; }

    public ImmutableArray<KeyValuePair<MemberKey, uint>> Members { get; }

    public ImmutableArray<KeyValuePair<uint, ImmutableArray<uint>>> Tables { get; }

    public ImmutableArray<KeyValuePair<uint, AclValue>> Acls { get; }

    public ImmutableArray<KeyValuePair<AclKey, AclRuleValue>> AclRules { get; }

    /// <param name="former">Of the same slot; taken over whole where the entry is the same, else its table where that would be.</param>
    public static CompiledSet Of(SetEntry set, CompiledSet? former) =>
        former is not null && Same(former._set, set) ? former : new CompiledSet(set, former);

    public override string ToString() => $"{_set.Name} in slot {Slot}";

    private ImmutableArray<KeyValuePair<uint, ImmutableArray<uint>>> TablesOf(CompiledSet? former) =>
        _recipe.Members.IsEmpty ? []
        : _recipe.Equals(former?._recipe) ? former.Tables
        : [new(Slot, Maglev.Build(_recipe.Members, _recipe.Size))];

    /// <summary>Projected anew an entry is another object with other lists, which a record takes for different: these are compared by what is in them.</summary>
    private static bool Same(SetEntry left, SetEntry right) =>
        ReferenceEquals(left, right)
        || (left.Backends.SequenceEqual(right.Backends) && Same(left.Acl, right.Acl)
            && left with { Backends = right.Backends, Acl = right.Acl } == right);

    private static bool Same(AclEntry? left, AclEntry? right) =>
        left is null || right is null
            ? left == right
            : left.Rules.SequenceEqual(right.Rules) && left with { Rules = right.Rules } == right;
}
