namespace Ilb.ControlPlane.Status;

/// <summary>A load-balanced set, or an endpoint that stands alone.</summary>
/// <param name="Name">"MyWebsite1/intwebeplb".</param>
/// <param name="Protocol">"tcp" or "udp".</param>
/// <param name="Port">Public, on the VIP.</param>
/// <param name="Distribution">"none", "sourceIP" or "sourceIPProtocol".</param>
/// <param name="Probe">"tcp :100 every 10 s, down after 3 failures", or null.</param>
public sealed record SetStatus(
    string Name, string Protocol, int Port, string Distribution, string? Probe, IReadOnlyList<BackendStatus> Backends);
