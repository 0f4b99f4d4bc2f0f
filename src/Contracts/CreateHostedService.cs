using System.Collections.Generic;
using Ilb.Contracts.Xml;

namespace Ilb.Contracts;

/// <summary>Asks for a new cloud service.</summary>
public sealed class CreateHostedService
{
    public string? ServiceName { get; set; }

    public string? Label { get; set; }

    public string? Description { get; set; }

    /// <summary>Either this or the affinity group.</summary>
    public string? Location { get; set; }

    public string? AffinityGroup { get; set; }

    public List<ExtendedProperty>? ExtendedProperties { get; set; }

    public string? ReverseDnsFqdn { get; set; }

    internal static readonly Shape<CreateHostedService> Shape = new Shape<CreateHostedService>()
        .Text(d => d.ServiceName, required: true)
        .EncodedText(d => d.Label, required: true)
        .Text(d => d.Description)
        .Text(d => d.Location)
        .Text(d => d.AffinityGroup)
        .List(d => d.ExtendedProperties, "ExtendedProperty", ExtendedProperty.Shape)
        .Text(d => d.ReverseDnsFqdn);
}
