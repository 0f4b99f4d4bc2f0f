using Ilb.Contracts.Xml;

namespace Ilb.Contracts;

/// <summary>The tenant as it sees itself.</summary>
public sealed class Subscription
{
    public string? SubscriptionId { get; set; }

    public string? SubscriptionName { get; set; }

    public string? SubscriptionStatus { get; set; }

    public int? CurrentCoreCount { get; set; }

    public int? CurrentHostedServices { get; set; }

    public int? MaxVirtualNetworkSites { get; set; }

    public int? CurrentVirtualNetworkSites { get; set; }

    public int? CurrentLocalNetworkSites { get; set; }

    public int? CurrentDnsServers { get; set; }

    internal static readonly Shape<Subscription> Shape = new Shape<Subscription>()
        .Text(d => d.SubscriptionId, required: true, name: "SubscriptionID")
        .Text(d => d.SubscriptionName)
        .Text(d => d.SubscriptionStatus)
        .Number(d => d.CurrentCoreCount)
        .Number(d => d.CurrentHostedServices)
        .Number(d => d.MaxVirtualNetworkSites)
        .Number(d => d.CurrentVirtualNetworkSites)
        .Number(d => d.CurrentLocalNetworkSites)
        .Number(d => d.CurrentDnsServers);
}
