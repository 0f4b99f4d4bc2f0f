using Ilb.Model.Snapshots;

namespace Ilb.Forwarding;

/// <summary>
/// Snapshot in, content of a node's maps out: a pure function, without clock, randomness or handles. Frontends, backends, members,
/// targets, tables and access lists come out the same on every node; ports and the routes to them depend on the node.
/// </summary>
public static class ForwardingCompiler
{
    /// <summary>Compiles for one node.</summary>
    /// <param name="previous">An earlier result: what sets have in common is taken over by reference. Any gives the same.</param>
    public static ForwardingState Compile(Snapshot snapshot, int node, ForwardingState? previous = null)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        var mtus = snapshot.Networks.ToDictionary(network => network.Slot.Index, network => (uint)network.Mtu);
        var ports = MachineCompiler.Ports(snapshot.Machines, node, mtus).Concat(GatewayCompiler.Ports(snapshot, node))
            .ToDictionary(port => port.Slot.Index);
        previous ??= ForwardingState.Empty;
        var sets = previous.Compiled.Next(snapshot.Sets);
        return new ForwardingState(
            snapshot.Revision,
            previous.Ports.Become(ports),
            previous.Routes.Become(AddressCompiler.Routes(snapshot.Vips, ports.Values, mtus)),
            previous.Prefixes.Become(AddressCompiler.Prefixes(snapshot.Networks, GatewayCompiler.Prefixes(snapshot, node))),
            sets.Frontends,
            sets.Targets,
            sets.Backends,
            sets.Members,
            sets.Tables,
            sets.Acls,
            sets.AclRules)
        {
            Compiled = sets,
        };
    }
}
