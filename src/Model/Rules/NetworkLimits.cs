namespace Ilb.Model.Rules;

/// <summary>How much a network configuration may hold, as the classic service limited it.</summary>
public static class NetworkLimits
{
    /// <summary>Of a subscription.</summary>
    public const int VirtualNetworks = 100;
}
