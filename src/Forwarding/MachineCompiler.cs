using Ilb.Forwarding.Kernel;
using Ilb.Model.Snapshots;

namespace Ilb.Forwarding;

/// <summary>Machines → the ports of a node.</summary>
internal static class MachineCompiler
{
    /// <summary>
    /// The machines of this node that have a port. A draining one keeps it, its flows need it; a stopped one has none, so that its
    /// address is one nobody has instead of a hole that swallows packets.
    /// </summary>
    public static IEnumerable<PortState> Ports(
        IEnumerable<MachineEntry> machines, int node, IReadOnlyDictionary<uint, uint> mtus) =>
        machines
            .Where(machine => machine.Node == node && machine.Power != MachinePower.Stopped)
            .Select(machine => new PortState(
                machine.Port, machine.Network, KernelAddress.From(machine.Address), mtus[machine.Network])
            {
                Ipv6Address = machine.Ipv6Address is { } ipv6 ? KernelAddress.From(ipv6) : null,
            });
}
