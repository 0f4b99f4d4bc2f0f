using System.Diagnostics.Metrics;
using System.Net;

namespace Ilb.ControlPlane;

/// <summary>How a control plane runs.</summary>
/// <param name="DataDirectory">Everything it keeps; made when missing.</param>
/// <param name="Listen">Address and TCP port of the management service; port 0 takes a free one.</param>
public sealed record ControlPlaneOptions(string DataDirectory, IPEndPoint Listen)
{
    /// <summary>How long the flows of a machine may take to end after its operator stopped it.</summary>
    public TimeSpan DrainTime { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>After which an operation fails that the agent did not finish.</summary>
    public TimeSpan OperationTimeout { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>Whether an operation on a cloud service holds it until it ends, as in Azure: other changes of it are refused meanwhile.</summary>
    public bool IsExclusive { get; init; }

    /// <summary>What is counted goes there; whoever wants to see it listens.</summary>
    public Meter Meter { get; init; } = new("ilb");

    public ServiceLimits Limits { get; init; } = new();

    /// <summary>Names and addresses that clients reach the service by, beside its address: the server's certificate has them.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
