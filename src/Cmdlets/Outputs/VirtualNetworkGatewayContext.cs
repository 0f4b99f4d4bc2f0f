using System;

namespace Ilb.Cmdlets;

/// <summary>The gateway of a virtual network.</summary>
public sealed class VirtualNetworkGatewayContext : ManagementOperationContext
{
    public string? LastEventData { get; set; }

    public DateTime? LastEventTimeStamp { get; set; }

    public string? LastEventMessage { get; set; }

    public int LastEventID { get; set; }

    /// <summary>NotProvisioned, Provisioning, Provisioned or Deprovisioning.</summary>
    public string? State { get; set; }

    /// <summary>What the sites' gateways connect to.</summary>
    public string? VIPAddress { get; set; }

    public string? DefaultSite { get; set; }

    public string? GatewayType { get; set; }

    public string? GatewaySKU { get; set; }
}
