using System.Collections.Immutable;

namespace Ilb.Model.Commands;

/// <summary>POST services/hostedservices/{name}/deployments with virtual machines.</summary>
public sealed record CreateDeployment(
    Guid Subscription,
    string CloudService,
    string? Name,
    string? Slot,
    string? Label,
    string? VirtualNetwork,
    ImmutableArray<RoleRequest> Roles,
    ImmutableArray<LoadBalancerRequest> LoadBalancers) : BeginDeployment(Subscription, CloudService, Name, Slot, Label);
