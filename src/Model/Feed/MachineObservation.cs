using Ilb.Model.Snapshots;

namespace Ilb.Model.Feed;

/// <summary>What became of a machine on its node.</summary>
/// <param name="Detail">Why it failed or what it waits for, or null.</param>
public sealed record MachineObservation(DateTimeOffset At, Slot Port, MachineStatus Status, string? Detail) : Observation(At);
