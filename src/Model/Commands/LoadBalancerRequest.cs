namespace Ilb.Model.Commands;

/// <summary>A LoadBalancer as a request carries it.</summary>
/// <param name="Type">Only "Private" (any case); null is accepted as that.</param>
public sealed record LoadBalancerRequest(string? Name, string? Type, string? SubnetName, string? StaticAddress);
