using System.Collections.Immutable;

namespace Ilb.Model.Snapshots;

/// <summary>
/// Everything an agent needs to know, at one revision: desired state of all subscriptions with judged health mixed in.
/// Immutable; two snapshots of one revision are equal. Lists are ordered by slot index.
/// </summary>
public sealed record Snapshot(
    long Revision,
    ImmutableArray<NetworkEntry> Networks,
    ImmutableArray<MachineEntry> Machines,
    ImmutableArray<VipEntry> Vips,
    ImmutableArray<SetEntry> Sets)
{
    public ImmutableArray<GatewayEntry> Gateways { get; init; } = [];

    public static Snapshot Empty { get; } = new(0, [], [], [], []);

    public override string ToString() =>
        $"revision {Revision}: {Networks.Length} networks, {Machines.Length} machines, {Vips.Length} VIPs, {Sets.Length} sets";
}
