using System.Collections.Generic;
using Ilb.Contracts.Xml;

namespace Ilb.Contracts;

/// <summary>Changes load-balanced sets on all machines of a deployment.</summary>
public sealed class LoadBalancedEndpointList
{
    public List<InputEndpoint> InputEndpoints { get; set; } = [];

    internal static readonly Shape<LoadBalancedEndpointList> Shape = new Shape<LoadBalancedEndpointList>()
        .Items(d => d.InputEndpoints, "InputEndpoint", InputEndpoint.Shape);
}
