using Ilb.Contracts.Xml;

namespace Ilb.Contracts;

/// <summary>The tenant as it sees itself.</summary>
public sealed class Subscription
{
    public string? SubscriptionId { get; set; }

    public string? SubscriptionName { get; set; }

    public string? SubscriptionStatus { get; set; }

    internal static readonly Shape<Subscription> Shape = new Shape<Subscription>()
        .Text(d => d.SubscriptionId, required: true, name: "SubscriptionID")
        .Text(d => d.SubscriptionName)
        .Text(d => d.SubscriptionStatus);
}
