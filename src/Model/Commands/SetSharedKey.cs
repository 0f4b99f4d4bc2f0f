namespace Ilb.Model.Commands;

/// <summary>POST gateway/connection/sharedkey.</summary>
/// <param name="Key">A secret, and so not in <see cref="ToString"/>.</param>
public sealed record SetSharedKey(Guid Subscription, string Network, string Site, string? Key)
    : ConnectionCommand(Subscription, Network, Site)
{
    public override string ToString() => $"SetSharedKey {Network} {Site}";
}
