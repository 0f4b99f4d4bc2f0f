namespace Ilb.Model.Commands;

/// <summary>What a request says of the policy of a set; null: as it is.</summary>
/// <param name="WhenAllDown">"refuse", "drop", "allMembers" or "lastGood", any case.</param>
public sealed record PolicyRequest(string? WhenAllDown)
{
    public int? MinimumHealthyMembers { get; init; }

    public int? FlapHalfLifeSeconds { get; init; }

    public int? SlowStartSeconds { get; init; }

    public int? AffinitySeconds { get; init; }

    public static PolicyRequest Silent { get; } = new((string?)null);
}
