namespace Ilb.Model.Feed;

/// <summary>What an agent saw; the only way from an agent to the control plane.</summary>
public abstract record Observation(DateTimeOffset At);
