using System.Collections.Generic;
using Ilb.Contracts.Xml;

namespace Ilb.Contracts;

/// <summary>Starts or shuts down several machines.</summary>
public sealed class RolesOperation
{
    /// <summary>StartRolesOperation or ShutdownRolesOperation; also the name of the root.</summary>
    public string? OperationType { get; set; }

    public List<string>? Roles { get; set; }

    /// <summary>Stopped or StoppedDeallocated.</summary>
    public string? PostShutdownAction { get; set; }

    internal static readonly Shape<RolesOperation> Shape = new Shape<RolesOperation>()
        .Text(d => d.OperationType, required: true)
        .Texts(d => d.Roles, "Name", required: true)
        .Text(d => d.PostShutdownAction);
}
