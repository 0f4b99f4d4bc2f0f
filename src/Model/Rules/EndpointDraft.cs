using Ilb.Model.Commands;
using Ilb.Model.Desired;

namespace Ilb.Model.Rules;

/// <summary>An endpoint that a request wants on a machine.</summary>
/// <param name="Role">The machine's name; null in a request that names only the set.</param>
/// <param name="Path">Of the InputEndpoint element.</param>
/// <param name="Before">The machine's endpoint of this name so far.</param>
internal sealed record EndpointDraft(string? Role, string Path, EndpointRequest Request, Endpoint? Before)
{
    public string? SetName => string.IsNullOrEmpty(Request.SetName) ? null : Request.SetName;
}
