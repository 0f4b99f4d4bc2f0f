using System.Collections.Immutable;
using Ilb.Model.Commands;

namespace Ilb.ControlPlane.Ownership;

/// <summary>A command on its way to the owner.</summary>
/// <param name="Id">The id of the request, 32 hex digits; of an asynchronous one also of its operation.</param>
/// <param name="Kind">"Create deployment", for the operation.</param>
/// <param name="Target">"MyWebsite1/web1", for the operation.</param>
/// <param name="IsAsynchronous">Whether it is answered with an operation, or complete when stored.</param>
/// <param name="Notes">What the user should know beside what the rules find.</param>
internal sealed record ChangeRequest(
    string Id, Command Command, string Kind, string Target, bool IsAsynchronous, IReadOnlyList<string> Notes)
{
    /// <summary>Sets that it may empty.</summary>
    public ImmutableArray<string> MayEmpty { get; init; } = [];

    /// <summary>The x-ms-version it came with.</summary>
    public DateOnly Version { get; init; } = ApiVersion.Newest;
}
