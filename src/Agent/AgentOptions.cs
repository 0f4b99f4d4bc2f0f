using System.Diagnostics.Metrics;
using Ilb.Datapath;
using Ilb.Model.Images;

namespace Ilb.Agent;

/// <summary>What an agent is told when it starts.</summary>
/// <param name="Node">The number of this machine, chosen by the control plane; 1 on a single one.</param>
/// <param name="Images">What machines may run.</param>
public sealed record AgentOptions(Installation Installation, ImageCatalog Images, int Node = 1)
{
    public KernelOptions Kernel { get; init; } = new();

    /// <summary>Where public endpoints are reached from; null: nowhere.</summary>
    public UplinkPlace? Uplink { get; init; }

    /// <summary>What is counted goes there; whoever wants to see it listens.</summary>
    public Meter Meter { get; init; } = new("ilb");

    /// <summary>How often ports and maps are compared with what they should be, without a change.</summary>
    public TimeSpan AuditInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Told what the loop could not do; it tries again by itself.</summary>
    public Action<string> Log { get; init; } = _ => { };
}
