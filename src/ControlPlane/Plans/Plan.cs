using System.Collections.Immutable;
using Ilb.ControlPlane.Api;
using Ilb.ControlPlane.Ownership;

namespace Ilb.ControlPlane.Plans;

/// <summary>A shadow of the state that one subscription tries a change on, and what was refused there.</summary>
/// <param name="Before">The state that it began from.</param>
/// <param name="State">The shadow.</param>
/// <param name="Routes">All that the API has, answered by the shadow.</param>
internal sealed record Plan(string Id, Guid Subscription, PublishedState Before, IStateOwner State, RouteTable Routes)
{
    /// <summary>A script that meets more of them learns nothing from the rest.</summary>
    private const int MostProblems = 100;

    private const int MostRequests = 10_000;

    private ImmutableList<PlanProblem> _problems = [];
    private int _requests;

    /// <summary>When it ends unless it is used.</summary>
    public DateTimeOffset Until { get; set; }

    public IReadOnlyList<PlanProblem> Problems => _problems;

    public void Count()
    {
        if (Interlocked.Increment(ref _requests) > MostRequests)
            throw ApiException.Busy($"The plan has answered {MostRequests} requests, which is all that it answers: begin another one.");
    }

    public void Note(PlanProblem problem) =>
        ImmutableInterlocked.Update(ref _problems, list => list.Count < MostProblems ? list.Add(problem) : list);

    public override string ToString() => $"plan {Id}";
}
