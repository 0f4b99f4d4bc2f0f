using System.Collections.Generic;
using Ilb.Contracts.Xml;

namespace Ilb.Contracts;

/// <summary>What became of an accepted change.</summary>
public sealed class Operation
{
    /// <summary>With dashes, unlike the x-ms-request-id header.</summary>
    public string? Id { get; set; }

    /// <summary>InProgress, Succeeded or Failed.</summary>
    public string? Status { get; set; }

    /// <summary>Absent while in progress.</summary>
    public int? HttpStatusCode { get; set; }

    /// <summary>Only of a failed operation.</summary>
    public ServiceError? Error { get; set; }

    /// <summary>What else the change did, or did not use; classic clients skip it.</summary>
    public List<string>? Notes { get; set; }

    internal static readonly Shape<Operation> Shape = new Shape<Operation>()
        .Text(d => d.Id, required: true, name: "ID")
        .Text(d => d.Status, required: true)
        .Number(d => d.HttpStatusCode)
        .Node(d => d.Error, ServiceError.Shape)
        .Texts(d => d.Notes, "Note");
}
