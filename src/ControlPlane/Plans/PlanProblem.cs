namespace Ilb.ControlPlane.Plans;

/// <summary>A change that the rules refused.</summary>
/// <param name="Request">The x-ms-request-id of the refusal; null where no request was sent.</param>
/// <param name="What">"PUT services/hostedservices/web/…", or the cmdlet that asked.</param>
/// <param name="At">Where in the script: "/home/me/change.ps1:12"; null where only the service tells.</param>
public sealed record PlanProblem(string? Request, string What, string? At, string Code, string Message);
