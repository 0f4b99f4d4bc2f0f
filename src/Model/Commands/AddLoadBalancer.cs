namespace Ilb.Model.Commands;

/// <summary>POST …/deployments/{name}/loadbalancers.</summary>
public sealed record AddLoadBalancer(Guid Subscription, string CloudService, string Deployment, LoadBalancerRequest LoadBalancer)
    : DeploymentCommand(Subscription, CloudService, Deployment);
