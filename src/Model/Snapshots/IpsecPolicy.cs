namespace Ilb.Model.Snapshots;

/// <summary>What a tunnel proposes for its packets and when it makes new keys.</summary>
/// <param name="Proposals">Which algorithms.</param>
/// <param name="KeyLifetime">Of the packets' keys; 5 minutes to 2 days.</param>
/// <param name="KeyKilobytes">After which new keys are made; 1,024 and more.</param>
public sealed record IpsecPolicy(IpsecProposals Proposals, TimeSpan KeyLifetime, long KeyKilobytes)
{
    public static IpsecPolicy Default { get; } = new(IpsecProposals.Modern, TimeSpan.FromHours(1), 102_400_000);
}
