using Ilb.ControlPlane.Configuration;
using Ilb.Model.Desired;
using Wire = Ilb.Contracts;

namespace Ilb.ControlPlane.Documents;

internal static class AffinityGroupAnswer
{
    /// <param name="withServices">Lists come without the cloud services in the group.</param>
    public static Wire.AffinityGroup Of(SubscriptionState subscription, AffinityGroup group, bool withServices) => new()
    {
        Name = group.Name,
        Label = group.Label,
        Description = group.Description,
        Location = group.Location,
        HostedServices = withServices ? [.. Services(subscription, group)] : null,
        Capabilities = ["PersistentVMRole"],
        CreatedTime = group.Created,
        ComputeCapabilities = InstanceSize.Capabilities,
    };

    private static IEnumerable<Wire.HostedServiceReference> Services(SubscriptionState subscription, AffinityGroup group) =>
        subscription.CloudServices
            .Where(service => Named.Same(service.AffinityGroup, group.Name))
            .Select(service => HostedServiceAnswer.Reference(subscription.Id, service));
}
