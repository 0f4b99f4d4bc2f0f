using System.Collections.Generic;
using Ilb.Contracts.Xml;

namespace Ilb.Contracts;

/// <summary>A cloud service.</summary>
public sealed class HostedService
{
    public string? Url { get; set; }

    public string? ServiceName { get; set; }

    public HostedServiceProperties? HostedServiceProperties { get; set; }

    /// <summary>Only where the request asked for embed-detail.</summary>
    public List<Deployment>? Deployments { get; set; }

    public ComputeCapabilities? ComputeCapabilities { get; set; }

    internal static readonly Shape<HostedService> Shape = new Shape<HostedService>()
        .Text(d => d.Url)
        .Text(d => d.ServiceName, required: true)
        .Node(d => d.HostedServiceProperties, HostedServiceProperties.Shape)
        .List(d => d.Deployments, "Deployment", Deployment.Shape)
        .Node(d => d.ComputeCapabilities, ComputeCapabilities.Shape);
}
