using System.Net;
using Ilb.ControlPlane;

namespace Ilb.Serving;

/// <param name="DrainTime">Given to the flows of a machine that its operator stops.</param>
/// <param name="StopMachines">At the end; otherwise machines and traffic go on.</param>
internal sealed record ServerOptions(DirectoryInfo Data, IPEndPoint Listen, TimeSpan DrainTime, bool StopMachines, bool Verbose)
{
    /// <summary>Where Prometheus may ask for metrics; null: nowhere.</summary>
    public IPEndPoint? Metrics { get; init; }

    /// <summary>Whether an operation on a cloud service holds it until it ends.</summary>
    public bool IsExclusive { get; init; }

    public ServiceLimits Limits { get; init; } = new();

    /// <summary>What clients call the service, beside its address.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Path or name of a network namespace, or an interface, that public endpoints are reached from; null: none are.</summary>
    public string? Uplink { get; init; }
}
