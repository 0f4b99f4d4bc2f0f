using System.Collections.Generic;
using Ilb.Contracts.Xml;

namespace Ilb.Contracts.Packages;

/// <summary>The endpoints of a role.</summary>
public sealed class EndpointDefinitions
{
    public List<InputEndpointDefinition> InputEndpoints { get; set; } = [];

    /// <summary>Elements of this one that are accepted and not used.</summary>
    public List<string> Unused { get; set; } = [];

    internal static readonly Shape<EndpointDefinitions> Shape = new Shape<EndpointDefinitions>()
        .Items(d => d.InputEndpoints, "InputEndpoint", InputEndpointDefinition.Shape)
        .Unused(d => d.Unused, "InternalEndpoint", "InstanceInputEndpoint")
        .InAnyOrder();
}
