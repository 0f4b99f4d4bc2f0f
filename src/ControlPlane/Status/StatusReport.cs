using Ilb.Model.Feed;

namespace Ilb.ControlPlane.Status;

/// <summary>Everything `ilb status` shows of one subscription.</summary>
/// <param name="Verdict">One line that says whether all is well, and if not, what is wrong since when.</param>
/// <param name="AllServed">Whether every VIP has endpoints and each of them a backend that takes new flows.</param>
/// <param name="Revision">Of desired state: counts accepted changes.</param>
/// <param name="Snapshot">Revision of the newest snapshot: counts health steps too.</param>
/// <param name="Verdicts">Packets by verdict, of all networks of the node; empty for all but its operator.</param>
/// <param name="Limitations">What the node can't give, a line each.</param>
/// <param name="Operations">The newest, newest first.</param>
public sealed record StatusReport(
    string Verdict,
    bool AllServed,
    long Revision,
    long Snapshot,
    IReadOnlyList<VipStatus> Vips,
    IReadOnlyList<MachineStatusLine> Machines,
    IReadOnlyDictionary<string, ulong> Verdicts,
    IReadOnlyList<string> Limitations,
    IReadOnlyList<OperationStatusLine> Operations)
{
    /// <summary>Revision of the newest snapshot that the kernel holds; 0 before an agent said so.</summary>
    public long Applied { get; init; }

    /// <summary>How full the tables of the node's kernel are; empty for all but its operator.</summary>
    public IReadOnlyList<TableFill> Tables { get; init; } = [];

    public IReadOnlyList<GatewayStatus> Gateways { get; init; } = [];

    public IReadOnlyList<PeeringStatus> Peerings { get; init; } = [];

    /// <summary>What was refused and why, a line each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
