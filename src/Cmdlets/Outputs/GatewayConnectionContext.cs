namespace Ilb.Cmdlets;

/// <summary>A gateway's connection to a site.</summary>
public sealed class GatewayConnectionContext : ManagementOperationContext
{
    /// <summary>NotConnected, Connecting or Connected.</summary>
    public string? ConnectivityState { get; set; }

    public ulong EgressBytesTransferred { get; set; }

    public ulong IngressBytesTransferred { get; set; }

    public string? LastConnectionEstablished { get; set; }

    public string? LastEventID { get; set; }

    public string? LastEventMessage { get; set; }

    public string? LastEventTimeStamp { get; set; }

    public string? LocalNetworkSiteName { get; set; }

    /// <summary>So that a connection can be piped on.</summary>
    public string? VNetName { get; set; }
}
