using Ilb.ControlPlane.Configuration;
using Ilb.Model.Desired;
using Wire = Ilb.Contracts;

namespace Ilb.ControlPlane.Documents;

internal static class AffinityGroupAnswer
{
    /// <param name="services">The cloud services in the group; null: a list comes without them.</param>
    public static Wire.AffinityGroup Of(AffinityGroup group, IEnumerable<Wire.HostedServiceReference>? services = null) => new()
    {
        Name = group.Name,
        Label = group.Label,
        Description = group.Description,
        Location = group.Location,
        HostedServices = services is null ? null : [.. services],
        Capabilities = ["PersistentVMRole"],
        CreatedTime = group.Created,
        ComputeCapabilities = InstanceSize.Capabilities,
    };
}
