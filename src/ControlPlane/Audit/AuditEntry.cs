namespace Ilb.ControlPlane.Audit;

/// <summary>Somebody asked for a change, or for a key.</summary>
/// <param name="Id">Of the request; of an asynchronous one also of its operation.</param>
/// <param name="Thumbprint">SHA-256 of the certificate that asked; empty where a user of the host did.</param>
/// <param name="Subject">What that certificate says of itself, which nobody checked; or the user.</param>
/// <param name="From">Where the request came from.</param>
/// <param name="Request">"DELETE services/hostedservices/MyWebsite1".</param>
/// <param name="Operation">"Create deployment MyWebsite1/MyWebsite1", where it began one, or what it changed where the request does not say it.</param>
/// <param name="Result">"done", "refused", or of an operation "accepted" until it "succeeded" or "failed".</param>
/// <param name="Code">Why it was refused, or failed.</param>
public sealed record AuditEntry(
    DateTimeOffset At,
    string Id,
    string Thumbprint,
    string Subject,
    string From,
    string Request,
    string? Operation,
    string Result,
    string? Code = null,
    string? Message = null,
    DateTimeOffset? Ended = null);
