using Ilb.Model.Snapshots;

namespace Ilb.Model.Feed;

/// <summary>What an access list said.</summary>
/// <param name="Order">Of the rule; null: none matched.</param>
public sealed record TracedRule(Slot Acl, bool Permits, int? Order);
