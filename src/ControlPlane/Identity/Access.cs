using System.Security.Cryptography.X509Certificates;
using Ilb.Model.Desired;

namespace Ilb.ControlPlane.Identity;

/// <summary>Which certificate opens which subscription. Whoever holds one of its thumbprints' keys does; chains do not matter.</summary>
internal sealed class Access(Func<DesiredState> state, TimeProvider clock)
{
    public bool MayOpen(Guid subscription, X509Certificate2? certificate)
    {
        var now = clock.GetUtcNow();
        return certificate is not null
            && now >= certificate.NotBefore
            && now <= certificate.NotAfter
            && state().Subscription(subscription) is { } found
            && found.Certificates.Contains(Installation.ThumbprintOf(certificate));
    }
}
