using System.Collections.Immutable;
using Ilb.Agent.Machines;
using Ilb.Datapath.Namespaces;
using Ilb.Datapath.Netlink;
using Ilb.Forwarding.Kernel;
using Ilb.Model.Snapshots;

namespace Ilb.Agent.Gateways;

/// <summary>The gateways of this node: their ports, their files, what their processes run. Called by the reconcile loop alone.</summary>
internal sealed class LocalGateways(AgentOptions options, SwitchNamespace inside, MachinePort ports)
{
    private readonly GatewayPort _port = new(options, inside, ports);
    private ImmutableDictionary<Slot, (GatewayEntry Gateway, LocalPort Port)> _made = ImmutableDictionary<Slot, (GatewayEntry, LocalPort)>.Empty;
    private volatile ImmutableDictionary<Slot, string> _troubles = ImmutableDictionary<Slot, string>.Empty;

    /// <summary>Every gateway's port, made where it is missing; those that could not be made are told and left out.</summary>
    public ImmutableDictionary<Slot, LocalPort> MakePorts(Snapshot snapshot, out bool complete)
    {
        var networks = snapshot.Networks.ToDictionary(network => network.Slot.Index);
        var mine = Mine(snapshot).ToList();
        var made = _made.ToBuilder();
        made.Clear();
        _troubles = _troubles.RemoveRange(_troubles.Keys.Except(mine.Select(gateway => gateway.Port)));
        foreach (var gateway in mine)
        {
            if (Make(gateway, networks[gateway.Network]) is { } port)
                made[gateway.Port] = (gateway, port);
        }

        _made = made.ToImmutable();
        complete = _made.Count == mine.Count;
        return _made.ToImmutableDictionary(entry => entry.Key, entry => entry.Value.Port);
    }

    /// <summary>Their files written, what their keepers shall run.</summary>
    public IReadOnlyList<Wishes.Wish> Wishes(Snapshot snapshot, IEnumerable<Slot> made)
    {
        var settings = CharonText.Settings(KernelEsp.IsThere(inside));
        var wishes = new List<Wishes.Wish>();
        foreach (var gateway in Mine(snapshot).IntersectBy(made, gateway => gateway.Port))
        {
            GatewayFiles.Write(options.Installation, gateway, settings);
            wishes.Add(new(GatewayMachine.Entry(gateway), GatewayMachine.Image(settings), GatewayMachine.Router(options.Installation, gateway.Port)));
        }

        return wishes;
    }

    /// <summary>The kernel would not take the port.</summary>
    public void Refuse(Slot slot, string problem)
    {
        _made = _made.Remove(slot);
        Report(slot, problem);
    }

    public void Distrust() => _made = _made.Clear();

    /// <summary>Why a gateway has no port; null when it has one. May be called from any thread.</summary>
    public string? TroubleOf(Slot gateway) =>
        _troubles.GetValueOrDefault(gateway) ?? (options.Uplink is null ? "no uplink is named: ilb serve --uplink NAMESPACE" : null);

    private IEnumerable<GatewayEntry> Mine(Snapshot snapshot) => snapshot.Gateways.Where(gateway => gateway.Node == options.Node);

    private LocalPort? Make(GatewayEntry gateway, NetworkEntry network)
    {
        if (_made.TryGetValue(gateway.Port, out var known) && IsSamePlace(known.Gateway, gateway))
            return known.Port;
        try
        {
            var port = new LocalPort(gateway.Network, gateway.Address, _port.Ensure(gateway, network), PortOptions.Gateway);
            _troubles = _troubles.Remove(gateway.Port);
            return port;
        }
        catch (Exception problem) when (problem is NetlinkException or NamespaceException or IOException or UnauthorizedAccessException)
        {
            Report(gateway.Port, problem.Message);
            return null;
        }
    }

    private static bool IsSamePlace(GatewayEntry one, GatewayEntry other) =>
        one.Network == other.Network && one.Address.Equals(other.Address) && one.Subnet == other.Subnet
        && one.PublicAddress.Equals(other.PublicAddress) && one.LocalPrefixes.SequenceEqual(other.LocalPrefixes)
        && GatewayWays.Addresses(one).SequenceEqual(GatewayWays.Addresses(other));

    private void Report(Slot gateway, string problem)
    {
        if (_troubles.GetValueOrDefault(gateway) == problem)
            return;
        _troubles = _troubles.SetItem(gateway, problem);
        options.Log($"gateway {gateway}: {problem}");
    }
}
