using System.Collections.Generic;
using Ilb.Contracts.Xml;

namespace Ilb.Contracts;

/// <summary>All cloud services.</summary>
public sealed class HostedServiceList
{
    public List<HostedService> HostedServices { get; set; } = [];

    internal static readonly Shape<HostedServiceList> Shape = new Shape<HostedServiceList>()
        .Items(d => d.HostedServices, "HostedService", HostedService.Shape);
}
