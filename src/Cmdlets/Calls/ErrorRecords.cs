using System;
using System.Management.Automation;
using System.Net;
using Ilb.Client;

namespace Ilb.Cmdlets;

/// <summary>Errors of the cmdlets. The id is the service's code, or one of the names here.</summary>
internal static class ErrorRecords
{
    public const string NotConnected = nameof(NotConnected);

    public static ErrorRecord From(ServiceManagementException e) =>
        new(e, e.Code, Category(e), e.OperationId) { ErrorDetails = new ErrorDetails(Message(e)) };

    /// <summary>The user asked for something that the cmdlet itself knows to be wrong.</summary>
    public static ErrorRecord Invalid(string id, string message, object? target = null) =>
        new(new ArgumentException(message), id, ErrorCategory.InvalidArgument, target);

    private static string Message(ServiceManagementException e)
    {
        if (e.Status is not { } status) return e.Message;
        var operation = string.IsNullOrEmpty(e.OperationId) ? "" : $", operation {e.OperationId}";
        return $"{e.Message} [{e.Code}, HTTP {(int)status}{operation}]";
    }

    private static ErrorCategory Category(ServiceManagementException e) => e.Status switch
    {
        null => ErrorCategory.ConnectionError,
        HttpStatusCode.NotFound => ErrorCategory.ObjectNotFound,
        HttpStatusCode.Conflict => ErrorCategory.ResourceExists,
        HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized => ErrorCategory.AuthenticationError,
        HttpStatusCode.BadRequest => ErrorCategory.InvalidArgument,
        HttpStatusCode.ServiceUnavailable => ErrorCategory.ResourceUnavailable,
        _ => ErrorCategory.InvalidOperation,
    };
}
