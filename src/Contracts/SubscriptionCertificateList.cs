using System.Collections.Generic;
using Ilb.Contracts.Xml;

namespace Ilb.Contracts;

/// <summary>All management certificates of a subscription.</summary>
public sealed class SubscriptionCertificateList
{
    public List<SubscriptionCertificate> Certificates { get; set; } = [];

    internal static readonly Shape<SubscriptionCertificateList> Shape = new Shape<SubscriptionCertificateList>()
        .Items(d => d.Certificates, "SubscriptionCertificate", SubscriptionCertificate.Shape);
}
