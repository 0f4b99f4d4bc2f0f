using System.Collections.Immutable;

namespace Ilb.Model.Commands;

/// <summary>DELETE …/ilb/drains: the machines take connections again. For one that does not drain it is no mistake.</summary>
/// <param name="Set">Null: whatever the machines were taken out of.</param>
public sealed record EndDrain(Guid Subscription, ImmutableArray<string> Machines, string? Set) : Command(Subscription);
