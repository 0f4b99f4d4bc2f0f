using System.Security.Cryptography.X509Certificates;
using Ilb.Model.Desired;

namespace Ilb.ControlPlane.Identity;

/// <summary>Which certificate opens which subscription. Whoever holds one of its certificates' keys does; chains do not matter.</summary>
internal sealed class Access(Func<DesiredState> state, TimeProvider clock)
{
    /// <summary>Asked for every request: a certificate may have ended, or been removed, while its connection was open.</summary>
    public bool MayOpen(Guid subscription, X509Certificate2? certificate)
    {
        var now = clock.GetUtcNow();
        return certificate is not null
            && now >= certificate.NotBefore
            && now <= certificate.NotAfter
            && state().Subscription(subscription) is { } found
            && IsOf(found, Installation.ThumbprintOf(certificate));
    }

    /// <summary>By SHA-256 alone: the classic thumbprint, SHA-1, can be had twice.</summary>
    private static bool IsOf(SubscriptionState subscription, string thumbprint) => subscription.Certificates.Any(known => known.Sha256 == thumbprint);
}
