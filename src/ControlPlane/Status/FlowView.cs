using System.Net;
using Ilb.Model.Addressing;
using Ilb.Model.Feed;
using Ilb.Model.Snapshots;

namespace Ilb.ControlPlane.Status;

/// <summary>The flows of one subscription, with the names that its owner gave to what the kernel knows by numbers.</summary>
internal sealed class FlowView
{
    private readonly Dictionary<uint, NetworkEntry> _networks;
    private readonly Dictionary<Slot, (SetEntry Set, MachineEntry Machine)> _backends;
    private readonly Dictionary<(uint Network, IPAddress Address), MachineEntry> _places;

    public FlowView(Snapshot snapshot, Guid subscription)
    {
        _networks = snapshot.Networks.Where(network => network.Subscription == subscription).ToDictionary(network => network.Slot.Index);
        Machines = [.. snapshot.Machines.Where(machine => machine.Subscription == subscription)];
        Sets = [.. snapshot.Sets.Where(set => _networks.ContainsKey(set.BackendNetwork))];
        _places = Machines.SelectMany(machine => machine.Addresses.Select(address => (Machine: machine, Address: address)))
            .ToDictionary(one => (one.Machine.Network, one.Address), one => one.Machine);
        var ports = Machines.ToDictionary(machine => machine.Port.Index);
        _backends = Sets.SelectMany(set => set.Backends.Select(backend => (Set: set, Backend: backend)))
            .ToDictionary(one => one.Backend.Slot, one => (one.Set, ports[one.Backend.Port]));
    }

    public IReadOnlyList<MachineEntry> Machines { get; }

    public IReadOnlyList<SetEntry> Sets { get; }

    /// <summary>Of this subscription, all or those of one machine.</summary>
    public IReadOnlySet<Slot> Backends(MachineEntry? machine) =>
        _backends.Where(backend => machine is null || backend.Value.Machine == machine).Select(backend => backend.Key).ToHashSet();

    /// <summary>Where an address means that machine: its own network, and those joined to it.</summary>
    public IReadOnlySet<uint> NetworksThatKnow(MachineEntry machine) => (HashSet<uint>)[machine.Network, .. _networks[machine.Network].Peers];

    /// <summary>The set that it came through, or would have, and the machine that serves it. Only of what was asked for with <see cref="Backends"/>.</summary>
    public (SetEntry Set, MachineEntry Machine) ServerOf(Flow flow) => _backends[flow.Backend];

    /// <summary>Null for whoever is outside or beyond a gateway.</summary>
    public MachineEntry? ClientOf(Flow flow)
    {
        var called = ServerOf(flow).Machine.Network;
        return flow.IsFromOutside
            ? null
            : _networks[called].Peers.Prepend(called)
                .Select(network => _places.GetValueOrDefault((network, flow.Client.Address)))
                .FirstOrDefault(machine => machine is not null);
    }

    /// <summary>With the names; what is not this subscription's is left out, whoever answers.</summary>
    public FlowReport Report(FlowAnswer answer) =>
        new(answer.Total, [.. answer.Newest.Where(flow => _backends.ContainsKey(flow.Backend)).Select(Line)]);

    /// <summary>Null where it is not this subscription's, or its backend is gone.</summary>
    public FlowLine? LineOf(Flow flow) => _backends.ContainsKey(flow.Backend) ? Line(flow) : null;

    private FlowLine Line(Flow flow)
    {
        var (set, machine) = ServerOf(flow);
        return new FlowLine(
            _networks[machine.Network].Name,
            flow.Protocol == Protocol.Tcp ? "tcp" : "udp",
            flow.Client.ToString(),
            ClientOf(flow)?.FullName,
            flow.SeenPort == flow.Client.Port ? null : flow.SeenPort,
            flow.Called.ToString(),
            flow.IsDirect,
            flow.IsDirect ? null : set.Name,
            machine.FullName,
            flow.Server.ToString(),
            flow.State == FlowState.HalfClosed ? "half-closed" : flow.State.ToString().ToLowerInvariant(),
            (int)flow.Idle.TotalSeconds,
            (int)flow.IdleTimeout.TotalSeconds,
            (int?)flow.Age?.TotalSeconds,
            flow.FromClient.Packets,
            flow.FromClient.Bytes,
            flow.FromServer.Packets,
            flow.FromServer.Bytes);
    }
}
