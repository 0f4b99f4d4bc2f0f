namespace Ilb.Agent.Metrics;

/// <param name="Failure">Null when it succeeded.</param>
internal sealed record LastProbe(string? Failure, TimeSpan Took);
