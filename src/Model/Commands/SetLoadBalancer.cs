namespace Ilb.Model.Commands;

/// <summary>PUT …/deployments/{name}/loadbalancers/{balancer}: full replacement of its frontend.</summary>
public sealed record SetLoadBalancer(Guid Subscription, string CloudService, string Deployment, string Name, LoadBalancerRequest LoadBalancer)
    : DeploymentCommand(Subscription, CloudService, Deployment);
