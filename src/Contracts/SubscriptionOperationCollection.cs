using System.Collections.Generic;
using Ilb.Contracts.Xml;

namespace Ilb.Contracts;

/// <summary>A page of the changes of a subscription.</summary>
public sealed class SubscriptionOperationCollection
{
    /// <summary>Asks for the next page; absent on the last one.</summary>
    public string? ContinuationToken { get; set; }

    public List<SubscriptionOperation>? SubscriptionOperations { get; set; }

    internal static readonly Shape<SubscriptionOperationCollection> Shape = new Shape<SubscriptionOperationCollection>()
        .Text(d => d.ContinuationToken)
        .List(d => d.SubscriptionOperations, "SubscriptionOperation", SubscriptionOperation.Shape);
}
