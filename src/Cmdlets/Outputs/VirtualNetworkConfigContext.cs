namespace Ilb.Cmdlets;

/// <summary>The network configuration of the subscription.</summary>
public sealed class VirtualNetworkConfigContext : ManagementOperationContext
{
    public string? XMLConfiguration { get; set; }
}
