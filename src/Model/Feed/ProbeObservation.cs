using Ilb.Model.Snapshots;

namespace Ilb.Model.Feed;

/// <summary>The result of one probe of one backend.</summary>
/// <param name="Backend">Slot index and generation of the backend.</param>
/// <param name="Failure">Null when it succeeded, else "refused", "timed out", "status 503", "reset".</param>
/// <param name="IsEager">One of the frequent probes that a new or changed target gets, beside those of its interval.</param>
public sealed record ProbeObservation(DateTimeOffset At, Slot Backend, string? Failure, bool IsEager = false) : Observation(At);
