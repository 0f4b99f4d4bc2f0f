using Ilb.Contracts.Xml;

namespace Ilb.Contracts;

/// <summary>Starts, shuts down or restarts one machine.</summary>
public sealed class RoleOperation
{
    /// <summary>StartRoleOperation, ShutdownRoleOperation or RestartRoleOperation; also the name of the root.</summary>
    public string? OperationType { get; set; }

    /// <summary>Stopped or StoppedDeallocated.</summary>
    public string? PostShutdownAction { get; set; }

    internal static readonly Shape<RoleOperation> Shape = new Shape<RoleOperation>()
        .Text(d => d.OperationType, required: true)
        .Text(d => d.PostShutdownAction);
}
