using System;
using Ilb.Contracts.Xml;

namespace Ilb.Contracts;

/// <summary>An accepted change in the list of a subscription.</summary>
public sealed class SubscriptionOperation
{
    /// <summary>As in the x-ms-request-id header.</summary>
    public string? OperationId { get; set; }

    /// <summary>What it is about: "MyWebsite1/web1".</summary>
    public string? OperationObjectId { get; set; }

    /// <summary>"Create deployment".</summary>
    public string? OperationName { get; set; }

    public Operation? OperationStatus { get; set; }

    public DateTimeOffset? OperationStartedTime { get; set; }

    /// <summary>Absent while in progress.</summary>
    public DateTimeOffset? OperationCompletedTime { get; set; }

    internal static readonly Shape<SubscriptionOperation> Shape = new Shape<SubscriptionOperation>()
        .Text(d => d.OperationId)
        .Text(d => d.OperationObjectId)
        .Text(d => d.OperationName)
        .Node(d => d.OperationStatus, Operation.Shape)
        .Time(d => d.OperationStartedTime)
        .Time(d => d.OperationCompletedTime);
}
