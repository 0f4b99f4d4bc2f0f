namespace Ilb.Datapath.Upgrades;

/// <summary>Where a map of this version is pinned.</summary>
/// <param name="From">The pin of another layout that its content is in now; null: it is there already, or there is none.</param>
/// <param name="IsNew">It is made by this start.</param>
/// <param name="Entries">What its size has to be; null: as the options say.</param>
internal sealed record PlacedMap(string Name, string Pin, string? From, bool IsNew, uint? Entries);
