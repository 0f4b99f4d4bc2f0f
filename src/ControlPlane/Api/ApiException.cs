using System.Net;

namespace Ilb.ControlPlane.Api;

/// <summary>A request that gets an error document instead of its answer; codes and texts are those of the classic service.</summary>
public sealed class ApiException(HttpStatusCode status, string code, string message) : Exception(message)
{
    public HttpStatusCode Status { get; } = status;

    public string Code { get; } = code;

    public static ApiException AuthenticationFailed() => new(
        HttpStatusCode.Forbidden,
        "AuthenticationFailed",
        "The server failed to authenticate the request. Verify that the certificate is valid and is associated with this subscription.");

    public static ApiException WrongVersion() => new(
        HttpStatusCode.BadRequest,
        "MissingOrIncorrectVersionHeader",
        "The versioning header is not specified or was specified incorrectly: send x-ms-version with a date from 2012-03-01 on, such as 2014-10-01.");

    public static ApiException WrongVerb(string method, IEnumerable<string> allowed) => new(
        HttpStatusCode.BadRequest,
        "InvalidHttpVerb",
        $"The HTTP verb {method} is not used on this resource; it knows {string.Join(", ", allowed)}.");

    public static ApiException MissingQuery(string path, IEnumerable<string> queries) => new(
        HttpStatusCode.BadRequest,
        "MissingOrInvalidRequiredQueryParameter",
        $"A required query parameter of {path} was not specified or has no known value: send {string.Join(" or ", queries)}.");

    public static ApiException InvalidXml(string message) => new(HttpStatusCode.BadRequest, "InvalidXmlRequest", message);

    public static ApiException BadRequest(string message) => new(HttpStatusCode.BadRequest, "BadRequest", message);

    public static ApiException NotFound(string message) => new(HttpStatusCode.NotFound, "ResourceNotFound", message);

    public static ApiException TooLarge(long limit) => new(
        HttpStatusCode.RequestEntityTooLarge, "BadRequest", $"The request body is larger than {limit} bytes.");

    public static ApiException TooMany() => new(
        HttpStatusCode.TooManyRequests, "TooManyRequests", "Too many requests received. Retry after some time.");

    public static ApiException Busy(string message) => new(HttpStatusCode.ServiceUnavailable, "ServerBusy", message);
}
