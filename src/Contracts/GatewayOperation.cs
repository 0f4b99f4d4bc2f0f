using Ilb.Contracts.Xml;

namespace Ilb.Contracts;

/// <summary>What became of a change of a gateway, for clients that ask at the gateway's own address.</summary>
public sealed class GatewayOperation
{
    public string? Id { get; set; }

    /// <summary>InProgress, Successful or Failed.</summary>
    public string? Status { get; set; }

    /// <summary>Absent while in progress.</summary>
    public int? HttpStatusCode { get; set; }

    /// <summary>Only of a failed operation.</summary>
    public ServiceError? Error { get; set; }

    internal static readonly Shape<GatewayOperation> Shape = new Shape<GatewayOperation>()
        .Text(d => d.Id, name: "ID")
        .Text(d => d.Status)
        .Number(d => d.HttpStatusCode)
        .Node(d => d.Error, ServiceError.Shape);
}
