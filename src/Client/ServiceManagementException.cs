using System;
using System.Net;

namespace Ilb.Client;

/// <summary>The service refused a request, an operation failed, or the service cannot be reached.</summary>
/// <param name="code">The service's code such as ResourceNotFound; <see cref="Unreachable"/> without an answer.</param>
/// <param name="message">The service's message.</param>
/// <param name="status">The HTTP status, null without an answer.</param>
/// <param name="operationId">x-ms-request-id of the request, where there was one.</param>
/// <param name="inner">The cause without an answer.</param>
public sealed class ServiceManagementException(string code, string message, HttpStatusCode? status, string? operationId, Exception? inner = null)
    : Exception(message, inner)
{
    public const string Unreachable = nameof(Unreachable);
    public const string UnreadableAnswer = nameof(UnreadableAnswer);

    public string Code { get; } = code;

    public HttpStatusCode? Status { get; } = status;

    public string? OperationId { get; } = operationId;

    public bool IsNotFound => Status == HttpStatusCode.NotFound;

    public override string ToString() => $"{Code}: {Message}";
}
