namespace Ilb.Model.Desired;

/// <summary>A LoadBalancerProbe of a package.</summary>
/// <param name="Protocol">"tcp" or "http", any case.</param>
/// <param name="Port">Null: the endpoint's local port.</param>
public sealed record ProbeDefinition(string Name, string? Protocol, int? Port, string? Path, int? IntervalSeconds, int? TimeoutSeconds);
