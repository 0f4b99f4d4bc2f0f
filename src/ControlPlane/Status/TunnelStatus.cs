namespace Ilb.ControlPlane.Status;

/// <summary>A tunnel from a gateway to a site.</summary>
/// <param name="Peer">Where the site's gateway is; null while that is not known.</param>
/// <param name="IsWanted">The operator did not disconnect it.</param>
/// <param name="State">"NotConnected", "Connecting" or "Connected".</param>
/// <param name="BytesIn">That came from the site since the agent started, and before that under the keys that the agent found.</param>
/// <param name="Since">When it came to this state (a tunnel that was up before its agent: when its IKE keys were last made); null before its gateway told.</param>
/// <param name="Reason">Why it is not up; null when it is, or is not meant to be.</param>
public sealed record TunnelStatus(
    string Site,
    string? Peer,
    IReadOnlyList<string> Prefixes,
    bool IsWanted,
    string State,
    long BytesIn,
    long BytesOut,
    DateTimeOffset? Since,
    string? Reason);
