namespace Ilb.ControlPlane.Traces;

/// <summary>What the access list said.</summary>
/// <param name="Order">Of the rule; null: none matched.</param>
/// <param name="Action">"permit" or "deny".</param>
/// <param name="RemoteSubnet">Of the rule; null: none matched.</param>
public sealed record TraceRule(int? Order, string Action, string? RemoteSubnet);
