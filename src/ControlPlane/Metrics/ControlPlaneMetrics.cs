using System.Diagnostics.Metrics;
using Ilb.ControlPlane.Identity;

namespace Ilb.ControlPlane.Metrics;

/// <summary>All that the control plane measures.</summary>
public static class ControlPlaneMetrics
{
    /// <summary>Makes the instruments, but measures nothing: to list them.</summary>
    public static void Describe(Meter meter)
    {
        _ = new RevisionMetrics(meter, TimeProvider.System);
        CertificateCare.Measure(meter, () => []);
    }
}
