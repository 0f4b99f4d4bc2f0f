using System;
using System.Collections.Generic;
using System.Security.Cryptography.X509Certificates;

namespace Ilb.Client;

/// <summary>A subscription with all that is needed to call its service.</summary>
public sealed class AzureSubscription(
    string subscriptionId,
    string subscriptionName,
    Uri serviceEndpoint,
    X509Certificate2 certificate,
    IReadOnlyList<X509Certificate2> serverCertificates)
{
    public string SubscriptionId { get; } = subscriptionId;

    public string SubscriptionName { get; } = subscriptionName;

    public Uri ServiceEndpoint { get; } = serviceEndpoint;

    /// <summary>The management certificate, with its private key.</summary>
    public X509Certificate2 Certificate { get; } = certificate;

    /// <summary>Certificates the server may prove itself with, besides those the machine trusts.</summary>
    public IReadOnlyList<X509Certificate2> ServerCertificates { get; } = serverCertificates;

    /// <summary>The x-ms-version that requests carry; a rule of the past may hold only up to some version.</summary>
    public string ApiVersion { get; set; } = ServiceManagementClient.DefaultVersion;

    public override string ToString() => $"{SubscriptionName} ({SubscriptionId}) at {ServiceEndpoint}";
}
