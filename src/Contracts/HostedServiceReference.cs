using Ilb.Contracts.Xml;

namespace Ilb.Contracts;

/// <summary>The address and name of a cloud service.</summary>
public sealed class HostedServiceReference
{
    public string? Url { get; set; }

    public string? ServiceName { get; set; }

    internal static readonly Shape<HostedServiceReference> Shape = new Shape<HostedServiceReference>()
        .Text(d => d.Url)
        .Text(d => d.ServiceName, required: true);
}
