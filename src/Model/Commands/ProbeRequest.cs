namespace Ilb.Model.Commands;

/// <summary>A LoadBalancerProbe as a request carries it.</summary>
/// <param name="Protocol">"tcp" or "http", any case; null is tcp.</param>
/// <param name="Port">Null: the endpoint's local port.</param>
public sealed record ProbeRequest(string? Protocol, int? Port, string? Path, int? IntervalSeconds, int? TimeoutSeconds);
