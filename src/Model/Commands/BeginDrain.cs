using System.Collections.Immutable;

namespace Ilb.Model.Commands;

/// <summary>POST …/ilb/drains: any number of machines at once, of any cloud service.</summary>
/// <param name="Machines">"web1" where that is unique, else "MyWebsite1/web1".</param>
/// <param name="Set">Null: all sets of the machines.</param>
/// <param name="DeadlineSeconds">From now; null: none.</param>
/// <param name="AtEnd">"keep" or "reset", any case; null is keep.</param>
/// <param name="Udp">"keep" or "move", any case; null is keep.</param>
public sealed record BeginDrain(
    Guid Subscription, ImmutableArray<string> Machines, string? Set, double? DeadlineSeconds, string? AtEnd, string? Udp) : Command(Subscription);
