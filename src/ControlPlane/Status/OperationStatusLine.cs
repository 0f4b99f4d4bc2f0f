namespace Ilb.ControlPlane.Status;

/// <summary>An operation.</summary>
/// <param name="Status">"inProgress", "succeeded" or "failed".</param>
/// <param name="Error">Why it failed, or null.</param>
/// <param name="Notes">What else it changed, or what it did not use.</param>
public sealed record OperationStatusLine(
    string Id,
    string Kind,
    string Target,
    string Status,
    DateTimeOffset Started,
    DateTimeOffset? Finished,
    string? Error,
    IReadOnlyList<string> Notes);
