using System.Collections.Generic;

namespace Ilb.Cmdlets;

/// <summary>Whether an address is free.</summary>
public sealed class VirtualNetworkStaticIPAvailabilityContext : ManagementOperationContext
{
    public bool IsAvailable { get; set; }

    public List<string> AvailableAddresses { get; set; } = [];
}
