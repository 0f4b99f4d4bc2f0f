using Ilb.ControlPlane.Api;
using Ilb.ControlPlane.Documents;
using Ilb.ControlPlane.Identity;
using Ilb.ControlPlane.Ownership;
using Ilb.Model.Commands;
using Wire = Ilb.Contracts;

namespace Ilb.ControlPlane.Resources;

/// <summary>The management certificates of a subscription: those who have one of their keys say who else gets in.</summary>
internal sealed class CertificateResource(IStateOwner owner, Changes changes)
{
    public ApiAnswer List(ApiRequest request) => ApiAnswer.Xml(new Wire.SubscriptionCertificateList
    {
        Certificates = [.. owner.Current.Subscription(request.Subscription).Certificates.Select(CertificateAnswer.Of)],
    });

    public ApiAnswer Get(ApiRequest request) =>
        owner.Current.Subscription(request.Subscription).Certificate(request["thumbprint"]) is { } found
            ? ApiAnswer.Xml(CertificateAnswer.Of(found))
            : throw ApiException.NotFound($"The management certificate '{request["thumbprint"]}' does not exist.");

    public Task<ApiAnswer> AddAsync(ApiRequest request, CancellationToken cancellation)
    {
        using var certificate = CertificateRequests.Of(request, owner.Now);
        var added = PublicPart.Of(certificate, owner.Now);
        return changes.DoAsync(
            request, new AddCertificate(request.Subscription, added), ApiAnswer.Done with { Changed = $"Add {added} {certificate.Subject}" });
    }

    public Task<ApiAnswer> RemoveAsync(ApiRequest request, CancellationToken cancellation) => changes.DoAsync(
        request,
        new RemoveCertificate(request.Subscription, request["thumbprint"]),
        ApiAnswer.Done with { Changed = $"Remove {owner.Current.Subscription(request.Subscription).Certificate(request["thumbprint"])}" });
}
