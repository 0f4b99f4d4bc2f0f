using System.Globalization;
using System.Net;
using Ilb.Datapath.Namespaces;
using Ilb.Datapath.Netlink;
using Ilb.Forwarding.Kernel;
using Ilb.Model.Addressing;
using Ilb.Model.Snapshots;

namespace Ilb.Agent.Machines;

/// <summary>
/// IPv6 of a machine's port. It comes and goes while the port stays, since a network may get its prefix long after its machines. All
/// that a machine knows is told here: it listens to no router, asks for none, and checks no address.
/// </summary>
/// <param name="isAlone">Everything goes to the switch: the machine has no other interface.</param>
internal sealed class Ipv6Port(SwitchNamespace inside, string insideName, bool isAlone = true)
{
    private const int WholeAddress = 128;

    /// <summary>The next hop of everything; as for every address, the switch answers with its router's MAC.</summary>
    public static IPAddress Router { get; } = IPAddress.Parse("fe80::1");

    private static readonly (string Setting, string Value)[] s_told =
        [("accept_ra", "0"), ("autoconf", "0"), ("accept_redirects", "0"), ("router_solicitations", "0"), ("dad_transmits", "0"), ("accept_dad", "0")];

    /// <summary>Whatever it had before, it has this address now, or none.</summary>
    /// <param name="host">The host side.</param>
    public void Follow(MachineEntry machine, NetworkNamespace space, Link host)
    {
        space.Run(() => Switch(insideName, on: false));
        FollowHost(inside, machine, host, PortMac.Of(machine.Port));
        if (machine.Ipv6Address is not { } address)
            return;
        space.Run(() => Switch(insideName, on: true));
        using var routes = space.Run(RouteSocket.Open);
        var link = routes.Find(insideName)!.Index;
        routes.AddAddress(link, address, WholeAddress);
        if (isAlone)
            routes.AddDefaultRoute(link, Router);
    }

    /// <summary>The side of the switch alone.</summary>
    /// <param name="mac">Of the machine's side.</param>
    public static void FollowHost(SwitchNamespace inside, MachineEntry machine, Link host, MacAddress mac)
    {
        inside.Run(() => Switch(host.Name, on: false));
        if (machine.Ipv6Address is { } address)
            MakeWayOfProbes(inside, address, host, mac);
    }

    /// <summary>Another than IPv4 wants a route even through a named interface; several networks may have the same one.</summary>
    private static void MakeWayOfProbes(SwitchNamespace inside, IPAddress address, Link host, MacAddress mac)
    {
        inside.Run(() =>
        {
            Set(host.Name, "addr_gen_mode", "1"); // no link-local address: nobody here is to be spoken to
            return Switch(host.Name, on: true);
        });
        inside.Routes.AddRoute(host.Index, IpPrefix.Around(address, WholeAddress), table: RoutingTable.Probes, priority: host.Index);
        inside.Routes.AddNeighbour(host.Index, address, mac);
    }

    /// <summary>Off: its addresses, routes and neighbours end.</summary>
    private static bool Switch(string device, bool on)
    {
        foreach (var (setting, value) in on ? s_told : [])
            Set(device, setting, value);
        Set(device, "disable_ipv6", on ? "0" : "1");
        return on;
    }

    private static void Set(string device, string setting, string value) =>
        Sysctl.Write(string.Create(CultureInfo.InvariantCulture, $"net/ipv6/conf/{device}/{setting}"), value);
}
