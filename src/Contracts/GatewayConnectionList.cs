using System.Collections.Generic;
using Ilb.Contracts.Xml;

namespace Ilb.Contracts;

/// <summary>All connections of a gateway.</summary>
public sealed class GatewayConnectionList
{
    public List<GatewayConnection> Connections { get; set; } = [];

    internal static readonly Shape<GatewayConnectionList> Shape = new Shape<GatewayConnectionList>()
        .Items(d => d.Connections, "Connection", GatewayConnection.Shape);
}
