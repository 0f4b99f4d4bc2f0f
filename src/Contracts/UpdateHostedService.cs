using System.Collections.Generic;
using Ilb.Contracts.Xml;

namespace Ilb.Contracts;

/// <summary>Changes a cloud service.</summary>
public sealed class UpdateHostedService
{
    public string? Label { get; set; }

    public string? Description { get; set; }

    public string? ReverseDnsFqdn { get; set; }

    public List<ExtendedProperty>? ExtendedProperties { get; set; }

    internal static readonly Shape<UpdateHostedService> Shape = new Shape<UpdateHostedService>()
        .EncodedText(d => d.Label)
        .Text(d => d.Description)
        .Text(d => d.ReverseDnsFqdn)
        .List(d => d.ExtendedProperties, "ExtendedProperty", ExtendedProperty.Shape);
}
