namespace Ilb.Model.Feed;

/// <summary>How far a connection is; the last two are of UDP, which has no more than that.</summary>
public enum FlowState
{
    /// <summary>The client did not go on after its SYN yet.</summary>
    Syn,
    Established,
    HalfClosed,
    Closed,
    Unanswered,
    Answered,
}
