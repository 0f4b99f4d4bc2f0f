using System.Collections.Immutable;

namespace Ilb.Model.Commands;

/// <summary>POST services/hostedservices/{name}/deployments with virtual machines.</summary>
/// <param name="Slot">"Production" or "Staging"; null is Staging, the API's default.</param>
/// <param name="Label">Plain text.</param>
public sealed record CreateDeployment(
    Guid Subscription,
    string CloudService,
    string? Name,
    string? Slot,
    string? Label,
    string? VirtualNetwork,
    ImmutableArray<RoleRequest> Roles,
    ImmutableArray<LoadBalancerRequest> LoadBalancers) : Command(Subscription);
