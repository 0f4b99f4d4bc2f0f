using Ilb.ControlPlane.Operations;
using Wire = Ilb.Contracts;

namespace Ilb.ControlPlane.Documents;

internal static class OperationAnswer
{
    public static Wire.Operation Of(OperationRecord operation) => new()
    {
        Id = Guid.ParseExact(operation.Id, "N").ToString("D"),
        Status = operation.Status.ToString(),
        HttpStatusCode = operation.Status == OperationStatus.InProgress ? null : operation.HttpStatus,
        Error = operation.ErrorCode is { } code ? new Wire.ServiceError { Code = code, Message = operation.ErrorMessage } : null,
        Notes = operation.Notes.Count > 0 ? [.. operation.Notes] : null,
    };
}
