using System;
using System.Collections.Generic;
using Ilb.Contracts.Xml;

namespace Ilb.Contracts;

/// <summary>A named part of a location.</summary>
public sealed class AffinityGroup
{
    public string? Name { get; set; }

    public string? Label { get; set; }

    public string? Description { get; set; }

    public string? Location { get; set; }

    public List<HostedServiceReference>? HostedServices { get; set; }

    public List<string>? Capabilities { get; set; }

    public DateTimeOffset? CreatedTime { get; set; }

    public ComputeCapabilities? ComputeCapabilities { get; set; }

    internal static readonly Shape<AffinityGroup> Shape = new Shape<AffinityGroup>()
        .Text(d => d.Name, required: true)
        .EncodedText(d => d.Label)
        .Text(d => d.Description)
        .Text(d => d.Location)
        .List(d => d.HostedServices, "HostedService", HostedServiceReference.Shape)
        .Texts(d => d.Capabilities, "Capability")
        .Time(d => d.CreatedTime)
        .Node(d => d.ComputeCapabilities, ComputeCapabilities.Shape);
}
