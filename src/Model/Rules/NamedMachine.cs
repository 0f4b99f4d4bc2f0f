using Ilb.Model.Desired;

namespace Ilb.Model.Rules;

/// <summary>A machine and where it belongs.</summary>
internal sealed record NamedMachine(SubscriptionState Subscription, CloudService Service, Deployment Deployment, VirtualMachine Role)
{
    /// <summary>"MyWebsite1/web1": unique over all subscriptions, as names of cloud services are.</summary>
    public string FullName => $"{LoadBalancedSet.PlaceName(Service, Deployment)}/{Role.Name}";
}
