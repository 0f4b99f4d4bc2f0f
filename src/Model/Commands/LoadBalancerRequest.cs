namespace Ilb.Model.Commands;

/// <summary>A LoadBalancer as a request carries it.</summary>
/// <param name="Type">Only "Private" (any case); null is accepted as that.</param>
public sealed record LoadBalancerRequest(string? Name, string? Type, string? SubnetName, string? StaticAddress)
{
    /// <summary>Members may call the sets they belong to; null keeps what is, at first no.</summary>
    public bool? AllowLoopback { get; init; }
}
