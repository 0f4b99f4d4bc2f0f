using System.Security.Cryptography.X509Certificates;
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
        var document = RequestDocument.Read<Wire.SubscriptionCertificate>(request);
        var (read, problem) = PublicPart.Read(document.SubscriptionCertificateData, owner.Now);
        using var certificate = read ?? throw ApiException.BadRequest($"SubscriptionCertificateData: {problem}");
        if (Contradiction(document, certificate) is { } contradiction)
            throw ApiException.BadRequest(contradiction);
        var added = PublicPart.Of(certificate, owner.Now);
        return changes.DoAsync(
            request, new AddCertificate(request.Subscription, added), ApiAnswer.Done with { Changed = $"Add {added} {certificate.Subject}" });
    }

    public Task<ApiAnswer> RemoveAsync(ApiRequest request, CancellationToken cancellation) => changes.DoAsync(
        request,
        new RemoveCertificate(request.Subscription, request["thumbprint"]),
        ApiAnswer.Done with { Changed = $"Remove {owner.Current.Subscription(request.Subscription).Certificate(request["thumbprint"])}" });

    /// <summary>What is sent beside the certificate has to be of it, where it is sent.</summary>
    private static string? Contradiction(Wire.SubscriptionCertificate document, X509Certificate2 certificate)
    {
        if (document.SubscriptionCertificateThumbprint is { Length: > 0 } thumbprint && !PublicPart.Of(certificate, default).IsCalled(thumbprint))
            return $"SubscriptionCertificateThumbprint: '{thumbprint}' is not that of the certificate, which is {certificate.Thumbprint}.";
        return document.SubscriptionCertificatePublicKey is { Length: > 0 } key && !IsKeyOf(certificate, key)
            ? "SubscriptionCertificatePublicKey: it is not that of the certificate."
            : null;
    }

    /// <summary>Clients send the key's bits, or the structure around them that names the algorithm.</summary>
    private static bool IsKeyOf(X509Certificate2 certificate, string text)
    {
        var key = new byte[text.Length];
        if (!Convert.TryFromBase64String(text, key, out var length))
            return false;
        return key.AsSpan(0, length).SequenceEqual(certificate.GetPublicKey())
            || key.AsSpan(0, length).SequenceEqual(certificate.PublicKey.ExportSubjectPublicKeyInfo());
    }
}
