using Ilb.Model.Snapshots;

namespace Ilb.Model.Feed;

/// <summary>How a tunnel does, as its gateway says.</summary>
/// <param name="Gateway">Its port.</param>
/// <param name="BytesIn">That came through it since its agent started, and before that under the keys that the agent found.</param>
/// <param name="Since">When it came to this state; of a tunnel that was up before its agent, when its IKE keys were last made.</param>
/// <param name="Reason">Why it is not up; null when it is, or is meant to be down.</param>
public sealed record TunnelObservation(
    Slot Gateway, string Site, TunnelState State, long BytesIn, long BytesOut, DateTimeOffset Since, string? Reason);
