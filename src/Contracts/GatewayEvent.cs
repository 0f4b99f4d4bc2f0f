using System;
using Ilb.Contracts.Xml;

namespace Ilb.Contracts;

/// <summary>The last thing that happened to a gateway or a connection.</summary>
public sealed class GatewayEvent
{
    public DateTimeOffset? Timestamp { get; set; }

    /// <summary>A number that says what happened.</summary>
    public string? Id { get; set; }

    public string? Message { get; set; }

    public string? Data { get; set; }

    internal static readonly Shape<GatewayEvent> Shape = new Shape<GatewayEvent>()
        .Time(d => d.Timestamp)
        .Text(d => d.Id)
        .Text(d => d.Message)
        .Text(d => d.Data);
}
