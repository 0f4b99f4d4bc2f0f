using System.Net;
using Ilb.Contracts;

namespace Ilb.ControlPlane.Api;

/// <summary>What a route answers.</summary>
/// <param name="Body">Empty for 201 and 202.</param>
public sealed record ApiAnswer(HttpStatusCode Status, AnswerStream Body, string ContentType)
{
    /// <summary>What it changed, for the audit log, where the request does not say it: "Add certificate 12AB… CN=deploy".</summary>
    public string? Changed { get; init; }

    private const string XmlType = "application/xml; charset=utf-8";

    /// <summary>Changed, and the change is complete.</summary>
    public static ApiAnswer Done { get; } = new(HttpStatusCode.OK, AnswerStream.Empty, XmlType);

    public static ApiAnswer Created { get; } = new(HttpStatusCode.Created, AnswerStream.Empty, XmlType);

    /// <summary>Stored; the operation with the request's id tells the rest.</summary>
    public static ApiAnswer Accepted { get; } = new(HttpStatusCode.Accepted, AnswerStream.Empty, XmlType);

    public static ApiAnswer Xml<T>(T document) where T : class, new()
    {
        var body = new AnswerStream();
        XmlDocuments.Write(document, body);
        return new(HttpStatusCode.OK, body, XmlType);
    }

    public static ApiAnswer Xml(string body) => new(HttpStatusCode.OK, AnswerStream.Of(body), XmlType);

    public static ApiAnswer Json(string body) => new(HttpStatusCode.OK, AnswerStream.Of(body), "application/json; charset=utf-8");
}
