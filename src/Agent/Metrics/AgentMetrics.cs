using System.Diagnostics.Metrics;

namespace Ilb.Agent.Metrics;

/// <summary>All that an agent measures.</summary>
public static class AgentMetrics
{
    /// <summary>Makes the instruments, but measures nothing: to list them. Who asks one for its value gets an exception.</summary>
    public static void Describe(Meter meter) => Make(meter, () => throw new InvalidOperationException("Nothing is measured here."));

    /// <param name="read">Asked when somebody asks the instruments.</param>
    /// <returns>Where probes are told.</returns>
    internal static ProbeMetrics Make(Meter meter, Func<NodeReading> read)
    {
        var probes = new ProbeMetrics(meter);
        var readings = new Readings(meter, read);
        NodeMetrics.Observe(readings);
        EndpointMetrics.Observe(readings, probes);
        return probes;
    }
}
