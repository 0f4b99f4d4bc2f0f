using Ilb.Forwarding.Kernel;
using Ilb.Model.Snapshots;

namespace Ilb.Forwarding;

/// <summary>A port that must exist on this node. The MAC follows from slot and generation (02:…): see the applier.</summary>
public sealed record PortState(Slot Slot, uint Network, KernelAddress Address, uint Mtu)
{
    /// <summary>Null: it has none.</summary>
    public KernelAddress? Ipv6Address { get; init; }
}
