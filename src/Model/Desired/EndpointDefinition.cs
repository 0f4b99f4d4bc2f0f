namespace Ilb.Model.Desired;

/// <summary>An InputEndpoint of a role, which all its instances have together.</summary>
/// <param name="Protocol">"http", "https", "tcp" or "udp", any case.</param>
/// <param name="LocalPort">A number, "*" or null, which both mean the public port.</param>
/// <param name="LoadBalancer">Name of the internal load balancer; null: the public VIP.</param>
/// <param name="Probe">Name of a probe of the definition.</param>
public sealed record EndpointDefinition(
    string Name,
    string? Protocol,
    int? Port,
    string? LocalPort,
    string? LoadBalancer,
    string? Probe,
    string? Distribution,
    int? IdleTimeoutMinutes);
