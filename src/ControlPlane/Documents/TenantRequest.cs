using Ilb.ControlPlane.Api;

namespace Ilb.ControlPlane.Documents;

/// <summary>A subscription that is to be.</summary>
/// <param name="Certificate">Base64 of the certificate that opens it.</param>
internal sealed record TenantRequest(string? Name, string? Certificate)
{
    public static TenantRequest Of(ApiRequest request) => JsonBody.Read<TenantRequest>(request, "subscription", """{"name":"blue","certificate":"base64 of a .cer file"}""");
}
