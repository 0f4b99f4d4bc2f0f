namespace Ilb.ControlPlane.Documents;

/// <summary>A subscription that is to be.</summary>
/// <param name="Certificate">Base64 of the certificate that opens it.</param>
internal sealed record TenantRequest(string? Name, string? Certificate);
