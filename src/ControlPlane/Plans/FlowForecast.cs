using System.Net;
using Ilb.ControlPlane.Status;
using Ilb.Model.Addressing;
using Ilb.Model.Feed;
using Ilb.Model.Snapshots;

namespace Ilb.ControlPlane.Plans;

/// <summary>
/// What becomes of a connection when one snapshot follows another, as the program in the kernel will have it; pure. The first rule
/// that says something decides:
/// 1. Its machine goes, stops or is started anew.
/// 2. Its backend goes: TCP ends and UDP moves; a direct one goes on with the machine, unless it was translated.
/// 3. Its backend is taken out: TCP ends at a deadline that is over, UDP moves then, or at once where the drain says so.
/// 4. The access list no longer permits its client.
/// 5. Its client goes, stops or is started anew.
/// 6. Its client is in a network, or at a site, that the machine's network loses its way to.
/// Else it goes on, also where the Maglev table has another backend for its like, and for a while at a VIP that moved.
/// </summary>
internal sealed class FlowForecast(Snapshot before, Snapshot after, Guid subscription)
{
    private readonly FlowView _before = new(before, subscription);
    private readonly Dictionary<Slot, MachineEntry> _machines = after.Machines.ToDictionary(machine => machine.Port);
    private readonly Dictionary<uint, NetworkEntry> _networks = after.Networks.ToDictionary(network => network.Slot.Index);
    private readonly Dictionary<string, SetEntry> _sets =
        after.Sets.Where(set => !set.IsRetired).ToDictionary(set => set.Name, StringComparer.OrdinalIgnoreCase);

    private readonly Dictionary<Slot, SetEntry> _backends =
        after.Sets.SelectMany(set => set.Backends.Select(backend => (backend.Slot, Set: set))).ToDictionary(one => one.Slot, one => one.Set);

    /// <summary>Of a flow to one of the subscription's backends before.</summary>
    /// <returns>Without a reason where nothing concerns it.</returns>
    public (FlowFate Fate, string? Why) Of(Flow flow)
    {
        var (set, machine) = _before.ServerOf(flow);
        return OfMachine(machine) ?? OfBackend(flow, set, machine) ?? OfDrain(flow, set, machine) ?? OfAccess(flow, set) ?? OfClient(_before.ClientOf(flow)) ?? OfWay(flow, machine)
            ?? (FlowFate.Kept, _backends.GetValueOrDefault(flow.Backend) is { IsRetired: true } && !set.IsRetired ? Retired(set) : null);
    }

    private static string Retired(SetEntry set) => $"the VIP of {set.Name} moves; they go on for at most {set.IdleTimeout.TotalMinutes} min";

    private (FlowFate, string?)? OfMachine(MachineEntry machine)
    {
        if (_machines.GetValueOrDefault(machine.Port) is not { } now)
            return (FlowFate.Ends, $"{machine.FullName} is removed");
        if (now.Power == MachinePower.Stopped && machine.Power == MachinePower.Running)
            return (FlowFate.Drains, $"{machine.FullName} stops");
        return MachineRestarts.Between(machine, now) ? (FlowFate.Ends, $"{machine.FullName} is started anew") : null;
    }

    /// <summary>Nobody waits for the connections that a machine itself opened.</summary>
    private (FlowFate, string?)? OfClient(MachineEntry? client) =>
        client is not null && OfMachine(client) is (_, var why) ? (FlowFate.Ends, why) : null;

    private (FlowFate, string?)? OfBackend(Flow flow, SetEntry set, MachineEntry machine)
    {
        if (_backends.ContainsKey(flow.Backend) || (flow.IsDirect && (flow.Protocol == Protocol.Udp || flow.SeenPort == flow.Client.Port)))
            return null;
        var why = WhyGone(set, machine);
        return flow.Protocol == Protocol.Udp && TakesNewFlows(set) ? (FlowFate.Moves, why) : (FlowFate.Ends, why);
    }

    private (FlowFate, string?)? OfDrain(Flow flow, SetEntry before, MachineEntry machine)
    {
        if (flow.IsDirect || StateIn(_backends[flow.Backend], flow) is var now && now == StateIn(before, flow))
            return null;
        var moves = flow.Protocol == Protocol.Udp && now is BackendState.CutOff or BackendState.Down && TakesNewFlows(before);
        return moves ? (FlowFate.Moves, $"{machine.FullName} is taken out")
            : now == BackendState.CutOff ? (FlowFate.Ends, $"{machine.FullName} is taken out, and the deadline is over")
            : null;
    }

    private static BackendState StateIn(SetEntry set, Flow flow) => set.Backends.First(backend => backend.Slot == flow.Backend).State;

    private bool TakesNewFlows(SetEntry before) => after.Sets.Any(set =>
        !set.IsRetired && (set.Network, set.Address, set.PublicPort, set.Protocol) == (before.Network, before.Address, before.PublicPort, before.Protocol)
        && set.Backends.Any(backend => backend.State == BackendState.Up));

    private string WhyGone(SetEntry set, MachineEntry machine)
    {
        if (_sets.GetValueOrDefault(set.Name) is not { } now)
            return $"{set.Name} is removed";
        if (now.Backends.FirstOrDefault(backend => backend.Port == machine.Port.Index) is not { } backend)
            return $"{machine.FullName} leaves {set.Name}";
        if ((now.Address, now.PublicPort, now.Protocol) != (set.Address, set.PublicPort, set.Protocol))
            return $"{set.Name} moves to {new IPEndPoint(now.Address, now.PublicPort)}";
        return now.FloatingIp != set.FloatingIp
            ? $"direct server return of {set.Name} changes"
            : $"{machine.FullName} serves {set.Name} at {new IPEndPoint(backend.Address, backend.LocalPort)}";
    }

    private (FlowFate, string?)? OfAccess(Flow flow, SetEntry before)
    {
        if (flow.IsDirect || _backends[flow.Backend] is not { Acl: { } acl } || acl.Slot == before.Acl?.Slot || acl.Permits(flow.Client.Address))
            return null;
        return (FlowFate.Denied, $"the access list of {before.Name} no longer permits its client");
    }

    private (FlowFate, string?)? OfWay(Flow flow, MachineEntry machine)
    {
        if (flow.IsFromOutside)
            return null;
        if (_before.ClientOf(flow) is { } client)
            return client.Network == machine.Network || _networks[machine.Network].Peers.Contains(client.Network)
                ? null
                : (FlowFate.Ends, $"the network of {client.FullName} is no longer joined to that of {machine.FullName}");
        return SiteOf(before, flow, machine) is { } site && SiteOf(after, flow, machine) is null
            ? (FlowFate.Ends, $"{_networks[machine.Network].Name} is no longer connected to {site}")
            : null;
    }

    private static string? SiteOf(Snapshot snapshot, Flow flow, MachineEntry machine) => (
        from gateway in snapshot.Gateways
        where gateway.Network == machine.Network
        from tunnel in gateway.Tunnels
        where tunnel.IsConnected && tunnel.Prefixes.Any(prefix => prefix.Contains(flow.Client.Address))
        select tunnel.Site).FirstOrDefault();
}
