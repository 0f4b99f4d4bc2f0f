using Ilb.Model.Commands;
using Ilb.Model.Desired;

namespace Ilb.Model.Rules;

/// <summary>What each member of a set has of its own: its name, its weight, and whether it is a backup. Left out, it stays as it is.</summary>
internal static class MemberSettings
{
    private const int MostWeight = 256;

    /// <summary>The endpoint of one machine.</summary>
    /// <param name="shared">What the members of its set agree on.</param>
    public static Endpoint Resolve(Change change, Endpoint shared, EndpointDraft draft)
    {
        var named = shared with { Name = draft.Request.Name ?? "" };
        var request = draft.Request;
        if (shared.SetName is null)
        {
            if (request.Weight is not (null or Endpoint.DefaultWeight) || request.IsBackup == true)
                change.Bad(ProblemCode.MemberSettingAlone, draft.Path,
                    "A weight, or being a backup, says something beside other members: the endpoint needs a load-balanced set.");
            return named;
        }

        var weight = request.Weight ?? draft.Before?.Weight ?? Endpoint.DefaultWeight;
        if (weight is < 0 or > MostWeight)
            change.Bad(ProblemCode.WeightOutOfRange, $"{draft.Path}/Weight", $"A weight is 0 to {MostWeight}, not {weight}.");
        return named with { Weight = weight, IsBackup = request.IsBackup ?? draft.Before?.IsBackup ?? false };
    }

    /// <summary>The settings of the set and the member's own.</summary>
    public static Endpoint Keep(Endpoint shared, Endpoint member) =>
        shared with { Name = member.Name, Weight = member.Weight, IsBackup = member.IsBackup };
}
