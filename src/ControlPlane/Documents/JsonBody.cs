using System.Text.Json;
using System.Text.Json.Serialization;
using Ilb.ControlPlane.Api;

namespace Ilb.ControlPlane.Documents;

/// <summary>Reads the body of a request to one of ilb's own routes: JSON, and nothing in it that nobody knows.</summary>
internal static class JsonBody
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    /// <param name="what">In words: "drain".</param>
    /// <param name="example">One that is right.</param>
    public static T Read<T>(ApiRequest request, string what, string example) where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(request.Body.Span, Strict) ?? throw new JsonException("null is none.");
        }
        catch (JsonException error)
        {
            throw ApiException.BadRequest($"The body is no {what}, such as {example}: {error.Message}");
        }
    }
}
