using System;
using System.Collections.Generic;
using Ilb.Contracts.Xml;

namespace Ilb.Contracts;

/// <summary>What a cloud service is like.</summary>
public sealed class HostedServiceProperties
{
    public string? Description { get; set; }

    public string? AffinityGroup { get; set; }

    public string? Location { get; set; }

    public string? Label { get; set; }

    public string? Status { get; set; }

    public DateTimeOffset? DateCreated { get; set; }

    public DateTimeOffset? DateLastModified { get; set; }

    public List<ExtendedProperty>? ExtendedProperties { get; set; }

    public string? ReverseDnsFqdn { get; set; }

    internal static readonly Shape<HostedServiceProperties> Shape = new Shape<HostedServiceProperties>()
        .Text(d => d.Description)
        .Text(d => d.AffinityGroup)
        .Text(d => d.Location)
        .EncodedText(d => d.Label)
        .Text(d => d.Status)
        .Time(d => d.DateCreated)
        .Time(d => d.DateLastModified)
        .List(d => d.ExtendedProperties, "ExtendedProperty", ExtendedProperty.Shape)
        .Text(d => d.ReverseDnsFqdn);
}
