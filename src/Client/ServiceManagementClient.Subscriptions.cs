using System.Collections.Generic;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Ilb.Contracts;

namespace Ilb.Client;

public sealed partial class ServiceManagementClient
{
    private const string CertificatesPath = "certificates", SubscriptionsPath = "ilb/subscriptions";

    /// <summary>The management certificates that open the subscription.</summary>
    public Task<SubscriptionCertificateList> GetCertificatesAsync(CancellationToken cancel = default) =>
        GetAsync<SubscriptionCertificateList>(CertificatesPath, cancel);

    /// <summary>From now on the certificate opens the subscription.</summary>
    public Task<string> AddCertificateAsync(SubscriptionCertificate certificate, CancellationToken cancel = default) =>
        PostAsync(CertificatesPath, certificate, cancel);

    /// <summary>From now on the certificate does not open the subscription, on no connection.</summary>
    /// <param name="thumbprint">SHA-1 or SHA-256, hex.</param>
    /// <param name="cancel">Ends waiting.</param>
    public Task<string> RemoveCertificateAsync(string thumbprint, CancellationToken cancel = default) =>
        DeleteAsync($"{CertificatesPath}/{Escape(thumbprint)}", cancel);

    /// <summary>All subscriptions for the operator of the host; for others their own.</summary>
    public async Task<IReadOnlyList<SubscriptionLine>> GetSubscriptionsAsync(CancellationToken cancel = default)
    {
        using var answer = await SendAsync(HttpMethod.Get, SubscriptionsPath, null, cancel).ConfigureAwait(false);
        return await ReadJsonAsync<List<SubscriptionLine>>(answer).ConfigureAwait(false);
    }

    /// <summary>For the operator of the host.</summary>
    public async Task<SubscriptionLine> AddSubscriptionAsync(NewSubscription subscription, CancellationToken cancel = default)
    {
        using var answer = await SendAsync(HttpMethod.Post, SubscriptionsPath, Json(subscription), cancel).ConfigureAwait(false);
        return await ReadJsonAsync<SubscriptionLine>(answer).ConfigureAwait(false);
    }

    /// <summary>Removes a subscription that has nothing any more. For the operator of the host.</summary>
    public Task<string> RemoveSubscriptionAsync(string id, CancellationToken cancel = default) =>
        DeleteAsync($"{SubscriptionsPath}/{Escape(id)}", cancel);
}
