using Ilb.Model.Commands;
using Ilb.Model.Desired;
using Ilb.Model.Snapshots;

namespace Ilb.Model.Rules;

/// <summary>The policy of a set; what is left out stays as it is.</summary>
internal static class PolicyRules
{
    private const int MostMinimumHealthyMembers = 50;

    private const int MostFlapHalfLifeSeconds = 2700;

    private const int MostSlowStartSeconds = 3600;

    private const int MostAffinitySeconds = 43200;

    /// <param name="set">As it is; null: the set is new.</param>
    public static SetPolicy Resolve(Change change, Agreement said, SetPolicy? set)
    {
        var policy = set ?? SetPolicy.Usual;
        return policy with
        {
            WhenAllDown = WhenAllDown(change, said, policy),
            AffinitySeconds = Number(change, said, "AffinityTimeoutInSeconds", p => p.AffinitySeconds, policy.AffinitySeconds, MostAffinitySeconds, ProblemCode.AffinityTimeoutOutOfRange),
            SlowStartSeconds = Number(change, said, "SlowStartInSeconds", p => p.SlowStartSeconds, policy.SlowStartSeconds, MostSlowStartSeconds, ProblemCode.SlowStartOutOfRange),
            FlapHalfLifeSeconds = Number(change, said, "FlapHalfLifeInSeconds", p => p.FlapHalfLifeSeconds, policy.FlapHalfLifeSeconds, MostFlapHalfLifeSeconds, ProblemCode.FlapHalfLifeOutOfRange),
            MinimumHealthyMembers = Number(change, said, "MinimumHealthyMembers", p => p.MinimumHealthyMembers, policy.MinimumHealthyMembers, MostMinimumHealthyMembers, ProblemCode.MinimumHealthyMembersOutOfRange),
        };
    }

    /// <summary>The names of what differs.</summary>
    public static IEnumerable<string> Differences(SetPolicy before, SetPolicy after)
    {
        if (before.WhenAllDown != after.WhenAllDown)
            yield return "policy for all members down";
        if (before.AffinitySeconds != after.AffinitySeconds)
            yield return "affinity timeout";
        if (before.SlowStartSeconds != after.SlowStartSeconds)
            yield return "slow start";
        if (before.FlapHalfLifeSeconds != after.FlapHalfLifeSeconds)
            yield return "half-life of flap penalties";
        if (before.MinimumHealthyMembers != after.MinimumHealthyMembers)
            yield return "minimum of healthy members";
    }

    /// <summary>0 is off.</summary>
    private static int Number(Change change, Agreement said, string element, Func<PolicyRequest, int?> pick, int set, int most, ProblemCode code)
    {
        var number = said.Value(element, r => pick(r.Policy)) ?? set;
        if (number < 0 || number > most)
            change.Bad(code, $"{said.Path}/{element}", $"{element} is 0 (off) to {most}, not {number}.");
        return number;
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
