using System.Runtime.InteropServices;
using Ilb.Contracts;
using Ilb.ControlPlane.Api;

namespace Ilb.ControlPlane.Documents;

/// <summary>Reads the body of a request strictly; everything that is wrong with it comes in one answer.</summary>
internal static class RequestDocument
{
    public static T Read<T>(ApiRequest request) where T : class, new() => Read<T>(BodyOf(request));

    /// <summary>A document that travels inside another.</summary>
    public static T Read<T>(ReadOnlyMemory<byte> text) where T : class, new() => Read(text, XmlDocuments.Read<T>);

    /// <summary>What document it is.</summary>
    public static string RootOf(ApiRequest request) => Read(BodyOf(request), XmlDocuments.RootOf);

    private static ReadOnlyMemory<byte> BodyOf(ApiRequest request) =>
        request.Body.IsEmpty ? throw ApiException.InvalidXml("The request has no body.") : request.Body;

    private static T Read<T>(ReadOnlyMemory<byte> text, Func<Stream, ReadLimits?, T> read)
    {
        try
        {
            using var body = Stream(text);
            return read(body, new ReadLimits(MaxBytes: Math.Max(1, text.Length))); // what the service takes is in there
        }
        catch (ContractException error)
        {
            throw ApiException.InvalidXml(Sentence(error.Problems));
        }
    }

    private static MemoryStream Stream(ReadOnlyMemory<byte> text) =>
        MemoryMarshal.TryGetArray(text, out var bytes)
            ? new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false)
            : new MemoryStream(text.ToArray(), writable: false);

    private static string Sentence(IReadOnlyList<ReadProblem> problems)
    {
        const int shown = 20;
        var lines = problems.Take(shown).Select(problem => $"{problem.Path}: {problem.Message} ({problem.Code})");
        var rest = problems.Count > shown ? $"\n… and {problems.Count - shown} more." : "";
        return string.Join('\n', lines) + rest;
    }
}
