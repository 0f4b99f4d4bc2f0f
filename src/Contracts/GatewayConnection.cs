using System;
using System.Collections.Generic;
using Ilb.Contracts.Xml;

namespace Ilb.Contracts;

/// <summary>A gateway's connection to a site as it is now.</summary>
public sealed class GatewayConnection
{
    public string? LocalNetworkSiteName { get; set; }

    /// <summary>NotConnected, Connecting or Connected.</summary>
    public string? ConnectivityState { get; set; }

    public GatewayEvent? LastEvent { get; set; }

    /// <summary>That came from the site.</summary>
    public long? IngressBytesTransferred { get; set; }

    public long? EgressBytesTransferred { get; set; }

    /// <summary>Absent while it is not connected.</summary>
    public DateTimeOffset? LastConnectionEstablished { get; set; }

    /// <summary>Of callers who dial in, which there are none of.</summary>
    public List<string>? AllocatedIPAddresses { get; set; }

    internal static readonly Shape<GatewayConnection> Shape = new Shape<GatewayConnection>()
        .Text(d => d.LocalNetworkSiteName)
        .Text(d => d.ConnectivityState)
        .Node(d => d.LastEvent, GatewayEvent.Shape)
        .LargeNumber(d => d.IngressBytesTransferred)
        .LargeNumber(d => d.EgressBytesTransferred)
        .Time(d => d.LastConnectionEstablished)
        .Texts(d => d.AllocatedIPAddresses, "string");
}
