using Ilb.Model.Snapshots;

namespace Ilb.Model.Feed;

/// <summary>What the control plane asks an agent for status.</summary>
public interface INodeView
{
    /// <summary>Packets per verdict name since the maps were made, of every port together.</summary>
    IReadOnlyDictionary<string, ulong> Verdicts();

    /// <summary>Live flows per backend slot index.</summary>
    IReadOnlyDictionary<uint, int> FlowsPerBackend();

    /// <summary>Live flows, direct ones included. Not one moment in time.</summary>
    FlowAnswer Flows(FlowQuery query) => new(0, []);

    /// <summary>Shows each flow that is asked for, however many; nothing else is done with the table meanwhile.</summary>
    void EachFlow(FlowQuery query, Action<Flow> look)
    {
    }

    /// <summary>What would become of such a packet now, found out without sending one; null: the machine has no interface here.</summary>
    /// <exception cref="TraceException">The kernel can't try it.</exception>
    TraceAnswer? Trace(TraceQuery query) => null;

    /// <summary>Packets that the access list of each of these frontends denied since the frontend was made.</summary>
    IReadOnlyDictionary<Slot, ulong> Denied(IEnumerable<Slot> frontends);

    /// <summary>Packets that were refused because the machine of a backend called the set it belongs to; those that never did are absent.</summary>
    IReadOnlyDictionary<Slot, ulong> OwnCalls(IEnumerable<Slot> backends);

    /// <summary>How full the tables of the kernel are.</summary>
    IReadOnlyList<TableFill> Tables() => [];

    /// <summary>Machines that are sent packets for a VIP that they do not have.</summary>
    IReadOnlyList<MissingVip> MissingVips();

    /// <summary>Whether a machine could be attached to that, found out without a change.</summary>
    BindingAnswer Examine(Slot machine, Binding binding) => new(binding, null);

    /// <summary>Why nothing from outside gets in; null when there is an uplink.</summary>
    string? UplinkTrouble() => "no uplink is named: ilb serve --uplink NAME";

    /// <summary>Why no gateway can run here or be reached; null when one can.</summary>
    string? GatewayTrouble() => UplinkTrouble();

    /// <summary>What encrypts the packets of tunnels here, "kernel" or "userspace"; null where it is not known.</summary>
    string? Encryption() => null;

    /// <summary>Of every gateway that runs here.</summary>
    IReadOnlyList<TunnelObservation> Tunnels() => [];

    /// <summary>One line each about what this node can't give, e.g. "no cgroup controllers: instance sizes are not enforced".</summary>
    IReadOnlyList<string> Limitations();

    /// <summary>The same about what it can't give to gateways, for those who have one.</summary>
    IReadOnlyList<string> GatewayLimitations() => [];
}
