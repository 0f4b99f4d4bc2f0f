namespace Ilb.ControlPlane.Operations;

/// <summary>
/// An accepted change on its way into the kernel. Stored together with the change; its owner works on it as long as the lease
/// runs, after that any control plane may take it over.
/// </summary>
/// <param name="Id">32 hex digits: the id of the request.</param>
/// <param name="Kind">What was asked for: "Create deployment", for logs and status.</param>
/// <param name="Target">What it is about: "MyWebsite1/web1".</param>
/// <param name="Goals">What has to be seen of which machine before it succeeds; empty when the kernel is enough.</param>
/// <param name="Notes">What else it changed or did not use.</param>
/// <param name="Owner">Which process works on it.</param>
/// <param name="Deadline">When it fails if its goals were not seen.</param>
public sealed record OperationRecord(
    string Id,
    Guid Subscription,
    string Kind,
    string Target,
    OperationStatus Status,
    DateTimeOffset Started,
    DateTimeOffset Deadline,
    IReadOnlyList<MachineGoal> Goals,
    IReadOnlyList<string> Notes,
    string Owner,
    DateTimeOffset LeaseUntil,
    DateTimeOffset? Finished = null,
    int HttpStatus = 0,
    string? ErrorCode = null,
    string? ErrorMessage = null)
{
    /// <summary>The cloud service that it changes; null where it is about something else.</summary>
    public string? CloudService { get; init; }

    public override string ToString() => $"{Kind} {Target}: {Status}{(ErrorMessage is null ? "" : " (" + ErrorMessage + ")")}";
}
