using Ilb.Model.Snapshots;

namespace Ilb.Model.Feed;

/// <summary>The result of one probe of one backend.</summary>
/// <param name="Backend">Slot index and generation of the backend.</param>
/// <param name="Failure">Null when it succeeded, else "refused", "timed out", "status 503", "reset".</param>
public sealed record ProbeObservation(DateTimeOffset At, Slot Backend, string? Failure) : Observation(At);
