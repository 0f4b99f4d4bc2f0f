using Ilb.Model.Commands;
using Ilb.Model.Desired;
using Ilb.Model.Snapshots;

namespace Ilb.Model.Rules;

/// <summary>The policy of a set; what is left out stays as it is.</summary>
internal static class PolicyRules
{
    /// <param name="set">As it is; null: the set is new.</param>
    public static SetPolicy Resolve(Change change, Agreement said, SetPolicy? set)
    {
        var policy = set ?? SetPolicy.Usual;
        return policy with { WhenAllDown = WhenAllDown(change, said, policy) };
    }

    /// <summary>The names of what differs.</summary>
    public static IEnumerable<string> Differences(SetPolicy before, SetPolicy after)
    {
        if (before.WhenAllDown != after.WhenAllDown)
            yield return "policy for all members down";
    }

    private static AllDown WhenAllDown(Change change, Agreement said, SetPolicy set)
    {
        if (said.Text("WhenAllDown", r => r.Policy.WhenAllDown) is not { } text)
            return set.WhenAllDown;
        foreach (var value in Enum.GetValues<AllDown>())
            if (Named.Same(value.ToString(), text))
                return value;
        change.Bad(ProblemCode.AllDownUnknown, $"{said.Path}/WhenAllDown", $"'{text}' is none of refuse, drop, allMembers, lastGood.");
        return set.WhenAllDown;
    }
}
