using System;
using Ilb.Contracts.Xml;

namespace Ilb.Contracts;

/// <summary>A management certificate, without its private key.</summary>
public sealed class SubscriptionCertificate
{
    /// <summary>Base64 of the public key.</summary>
    public string? SubscriptionCertificatePublicKey { get; set; }

    /// <summary>SHA-1 of the certificate, hex.</summary>
    public string? SubscriptionCertificateThumbprint { get; set; }

    /// <summary>Base64 of the certificate as a .cer file has it.</summary>
    public string? SubscriptionCertificateData { get; set; }

    /// <summary>When it was added.</summary>
    public DateTimeOffset? Created { get; set; }

    internal static readonly Shape<SubscriptionCertificate> Shape = new Shape<SubscriptionCertificate>()
        .Text(d => d.SubscriptionCertificatePublicKey)
        .Text(d => d.SubscriptionCertificateThumbprint)
        .Text(d => d.SubscriptionCertificateData)
        .Time(d => d.Created);
}
