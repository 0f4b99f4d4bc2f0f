using System.Collections.Immutable;
using Ilb.Model.Addressing;
using Ilb.Model.Snapshots;

namespace Ilb.Agent.Attached;

/// <summary>Where a machine's network leads: its own prefixes, those of its peers, and those of the sites that it is connected to; pure.</summary>
internal static class Reach
{
    public static ImmutableArray<IpPrefix> Of(Snapshot snapshot, MachineEntry machine)
    {
        var networks = snapshot.Networks.ToDictionary(network => network.Slot.Index);
        var own = networks[machine.Network];
        var joined = own.Peers.Where(networks.ContainsKey).Select(peer => networks[peer]).Prepend(own).ToList();
        return
        [
            .. joined.SelectMany(network => network.AddressSpace).Select(prefix => (IpPrefix)prefix),
            .. joined.Where(_ => machine.Ipv6Address is not null).Select(network => network.Ipv6).OfType<IpPrefix>(),
            .. from gateway in snapshot.Gateways
               where gateway.Network == machine.Network
               from tunnel in gateway.Tunnels
               from prefix in tunnel.Prefixes
               select (IpPrefix)prefix,
        ];
    }
}
