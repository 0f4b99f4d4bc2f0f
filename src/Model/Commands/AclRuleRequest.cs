namespace Ilb.Model.Commands;

/// <summary>A Rule of an EndpointAcl as a request carries it.</summary>
/// <param name="Action">"permit" or "deny", any case.</param>
/// <param name="RemoteSubnet">"10.1.2.0/24" or "fd00:1::/96".</param>
public sealed record AclRuleRequest(int? Order, string? Action, string? RemoteSubnet, string? Description);
