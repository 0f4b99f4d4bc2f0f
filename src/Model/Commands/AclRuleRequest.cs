namespace Ilb.Model.Commands;

/// <summary>A Rule of an EndpointAcl as a request carries it.</summary>
/// <param name="Action">"permit" or "deny", any case.</param>
/// <param name="RemoteSubnet">"a.b.c.d/len".</param>
public sealed record AclRuleRequest(int? Order, string? Action, string? RemoteSubnet, string? Description);
