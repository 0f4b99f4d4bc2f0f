using Ilb.Model.Snapshots;

namespace Ilb.Model.Desired;

/// <summary>What a load-balanced set does when members come, go and fail; ilb's own, off unless asked for.</summary>
public sealed record SetPolicy
{
    public static SetPolicy Usual { get; } = new();

    /// <summary>What becomes of new connections while no member takes any.</summary>
    public AllDown WhenAllDown { get; init; }

    /// <summary>A client goes on to the member that its last connection went to, if that was at most so long ago; 0: hashes alone decide.</summary>
    public int AffinitySeconds { get; init; }

    /// <summary>So long the share of a member that comes up grows to its weight; 0: it has all of it at once.</summary>
    public int SlowStartSeconds { get; init; }

    /// <summary>A member that goes down again and again is held back: after so many seconds half of its penalty is forgotten; 0: none is held back.</summary>
    public int FlapHalfLifeSeconds { get; init; }

    /// <summary>What would leave fewer members that take connections is refused, unless the request names the set; 0: nothing is.</summary>
    public int MinimumHealthyMembers { get; init; }
}
