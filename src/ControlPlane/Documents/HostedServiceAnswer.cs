using Ilb.ControlPlane.Api;
using Ilb.ControlPlane.Configuration;
using Ilb.Model.Desired;
using Wire = Ilb.Contracts;

namespace Ilb.ControlPlane.Documents;

internal static class HostedServiceAnswer
{
    public static Wire.HostedService Of(ApiRequest request, CloudService service) => new()
    {
        Url = Url(request, service.Name),
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

    public static Wire.HostedServiceReference Reference(ApiRequest request, CloudService service) => new()
    {
        Url = Url(request, service.Name),
        ServiceName = service.Name,
    };

    /// <summary>In the domain reserved for private use: the names of the classic service belong to somebody else.</summary>
    public static string DnsName(CloudService service) => $"http://{DnsSuffix(service)}/";

    public static string DnsSuffix(CloudService service) => $"{service.Name.ToLowerInvariant()}.ilb.internal";

    private static string Url(ApiRequest request, string service) => $"{request.Called}/{request.Subscription:D}/services/hostedservices/{service}";
}
