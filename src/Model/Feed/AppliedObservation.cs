namespace Ilb.Model.Feed;

/// <summary>Everything up to this revision is in the kernel of the node.</summary>
public sealed record AppliedObservation(DateTimeOffset At, int Node, long Revision) : Observation(At);
