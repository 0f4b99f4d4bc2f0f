namespace Ilb.Model.Commands;

/// <summary>DELETE …/deployments/{name}/loadbalancers/{balancer}.</summary>
public sealed record RemoveLoadBalancer(Guid Subscription, string CloudService, string Deployment, string Name)
    : DeploymentCommand(Subscription, CloudService, Deployment);
