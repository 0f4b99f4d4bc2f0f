using Ilb.ControlPlane.Configuration;
using Ilb.Model.Desired;
using Wire = Ilb.Contracts;

namespace Ilb.ControlPlane.Documents;

internal static class HostedServiceAnswer
{
    public static Wire.HostedService Of(Guid subscription, CloudService service) => new()
    {
        Url = Url(subscription, service.Name),
        ServiceName = service.Name,
        HostedServiceProperties = new Wire.HostedServiceProperties
        {
            Description = service.Description,
            AffinityGroup = service.AffinityGroup,
            Location = service.Location,
            Label = service.Label,
            Status = "Created",
            DateCreated = service.Created,
            DateLastModified = service.Modified,
            ExtendedProperties = [],
        },
        ComputeCapabilities = InstanceSize.Capabilities,
    };

    public static Wire.HostedServiceReference Reference(Guid subscription, CloudService service) => new()
    {
        Url = Url(subscription, service.Name),
        ServiceName = service.Name,
    };

    /// <summary>In the domain reserved for private use: the names of the classic service belong to somebody else.</summary>
    public static string DnsName(CloudService service) => $"http://{DnsSuffix(service)}/";

    public static string DnsSuffix(CloudService service) => $"{service.Name.ToLowerInvariant()}.ilb.internal";

    private static string Url(Guid subscription, string service) => $"/{subscription:D}/services/hostedservices/{service}";
}
