namespace Ilb.Model.Rules;

/// <summary>How much a network configuration may hold, as the classic service limited it.</summary>
public static class NetworkLimits
{
    public const int VirtualNetworks = 100;

    public const int DnsServers = 20;
}
