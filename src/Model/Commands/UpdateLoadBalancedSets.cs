using System.Collections.Immutable;

namespace Ilb.Model.Commands;

/// <summary>POST …/deployments/{name}?comp=UpdateLbSet: changes the named sets on all machines of the deployment.</summary>
public sealed record UpdateLoadBalancedSets(Guid Subscription, string CloudService, string Deployment, ImmutableArray<EndpointRequest> Endpoints)
    : DeploymentCommand(Subscription, CloudService, Deployment);
