using System.Management.Automation;
using Ilb.Client;

namespace Ilb.Shell;

/// <summary>An error that a script ran into, in the words that people see.</summary>
/// <param name="Cmdlet">Null where none wrote it.</param>
/// <param name="At">"/home/me/change.ps1:12"; null outside a file.</param>
/// <param name="Code">The service's, or that of the engine.</param>
/// <param name="Request">The x-ms-request-id of what the service refused.</param>
internal sealed record ScriptError(string? Cmdlet, string? At, string Code, string Message, string? Request)
{
    public static ScriptError Of(ErrorRecord record) => new(
        record.InvocationInfo?.MyCommand?.Name is { Length: > 0 } name ? name : null,
        record.InvocationInfo is { ScriptName.Length: > 0 } at ? $"{at.ScriptName}:{at.ScriptLineNumber}" : null,
        record.FullyQualifiedErrorId.Split(',')[0],
        record.ErrorDetails?.Message ?? record.Exception.Message,
        (record.Exception as ServiceManagementException)?.OperationId);

    public override string ToString() => $"{(Cmdlet is null ? "" : Cmdlet + ": ")}{Message}";
}
