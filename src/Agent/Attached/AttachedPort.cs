using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Ilb.Agent.Machines;
using Ilb.Datapath.Namespaces;
using Ilb.Datapath.Netlink;
using Ilb.Forwarding.Kernel;
using Ilb.Model.Addressing;
using Ilb.Model.Snapshots;

namespace Ilb.Agent.Attached;

/// <summary>
/// The port of an attached machine: one more interface in a namespace that is not ilb's. Its address, its routes and its settings end with
/// the interface; what does not is in <see cref="AttachmentNote"/>. Answers from the machine's address go to the switch whatever other
/// routes there are: to clients, to clients outside, and to probes, whose source is an address that the host may know by another way.
/// </summary>
internal sealed class AttachedPort(Installation installation, SwitchNamespace inside, Action<string> log)
{
    /// <summary>The last resort of a namespace without a default route: whoever gives it one later is asked first.</summary>
    private const int LastResort = 1 << 30;

    /// <summary>Of the interface inside, where other installations may have one as well: "1a2b3c4dp3".</summary>
    public static string InnerName(Installation installation, Slot port) =>
        string.Create(CultureInfo.InvariantCulture, $"{installation.Id}p{port.Index:x}");

    /// <summary>The host side's interface. Makes the port unless it is there, whole and as wanted.</summary>
    /// <param name="missing">Where the machine's network leads and the namespace has another way to.</param>
    public Link Ensure(MachineEntry machine, AttachedPlace place, int mtu, ImmutableArray<IpPrefix> reach, out ImmutableArray<IpPrefix> missing)
    {
        using var space = NetworkNamespace.Open(place.Path);
        if (space.Identity != place.Identity)
            throw new AttachmentException("what it is attached to changes at this moment.", isAbsent: true);
        using var routes = space.Run(RouteSocket.Open);
        var folder = MachineFolder.Of(installation, machine.Port);
        var signature = Signature(machine, place, mtu);
        if (folder.ReadPort() != signature || inside.Routes.Find(MachinePort.DeviceName(machine.Port)) is null || Inner(routes, machine) is null)
        {
            Remove(machine.Port);
            if (new Surroundings(routes, InnerName(installation, machine.Port)).Refusal(machine, reach) is { } refusal)
                throw new AttachmentException(refusal);
            folder.Make();
            Make(machine, place, mtu, space, routes);
            folder.WritePort(signature);
        }

        missing = FollowWays(machine, routes, reach);
        return inside.Routes.Find(MachinePort.DeviceName(machine.Port))!;
    }

    /// <summary>The namespace is as it was found.</summary>
    public void Remove(Slot port)
    {
        var folder = MachineFolder.Of(installation, port);
        folder.ForgetPort();
        new AttachedInterface(installation, log).GiveBack(port);
        inside.Routes.Delete(MachinePort.DeviceName(port));
        AttachmentNote.Undo(folder);
    }

    private void Make(MachineEntry machine, AttachedPlace place, int mtu, NetworkNamespace space, RouteSocket routes)
    {
        var (device, inner) = (MachinePort.DeviceName(machine.Port), InnerName(installation, machine.Port));
        var (mac, table) = (PortMac.Of(machine.Port), Table);
        var note = new AttachmentNote(place.Path, place.Identity, (int)table, [.. machine.Addresses.Select(address => address.ToString())]);
        note.Write(MachineFolder.Of(installation, machine.Port));
        inside.Routes.CreateVeth(new VethEnd(device, MacAddress.Router), new VethEnd(inner, mac), space, LinkSize.Of(mtu));
        space.Run(() => Settle(inner));
        inside.Routes.SetUp(device);
        routes.SetUp(inner);
        var (host, link, gateway) = (inside.Routes.Find(device)!, routes.Find(inner)!.Index, MachinePort.Gateway(machine.Subnet));
        var isAlone = machine.Binding?.Kind != BindingKind.Host && routes.DefaultRouteLinks().Count == 0;
        note.Make(routes);
        routes.AddAddress(link, machine.Address, machine.Subnet.Length);
        routes.AddRoute(link, IpPrefix.EveryIpv4, gateway, table);
        if (isAlone)
            routes.AddRoute(link, IpPrefix.EveryIpv4, gateway, priority: LastResort);
        inside.Routes.AddNeighbour(host.Index, machine.Address, mac);
        new Ipv6Port(inside, inner, isAlone: false).Follow(machine, space, host);
        if (machine.Ipv6Address is not null)
            routes.AddRoute(link, IpPrefix.EveryIpv6, Ipv6Port.Router, table);
    }

    /// <summary>Before it comes up: nobody asks for its router as somebody else, and IPv6 begins when it has an address.</summary>
    private static void Settle(string inner)
    {
        Sysctl.Write($"net/ipv6/conf/{inner}/disable_ipv6", "1");
        Sysctl.Write($"net/ipv4/conf/{inner}/arp_announce", "2");
    }

    /// <summary>Networks get and lose prefixes, peers and sites while machines run.</summary>
    private ImmutableArray<IpPrefix> FollowWays(MachineEntry machine, RouteSocket routes, ImmutableArray<IpPrefix> reach)
    {
        var inner = Inner(routes, machine) ?? throw new AttachmentException("its interface went while it was made.", isAbsent: true);
        var wanted = reach.Where(prefix => prefix != machine.Subnet).ToList();
        var had = routes.WaysThrough(inner).Where(way => way.Length > 0).ToList();
        var taken = new Surroundings(routes, inner.Name);
        var missing = wanted.Except(had).Where(prefix => taken.WayInto(prefix) is not null).ToImmutableArray();
        foreach (var old in had.Except(wanted))
            routes.RemoveRoute(inner.Index, old);
        foreach (var prefix in wanted.Except(had).Except(missing))
            routes.AddRoute(inner.Index, prefix, prefix.IsIpv4 ? MachinePort.Gateway(machine.Subnet) : Ipv6Port.Router);
        return missing;
    }

    private Link? Inner(RouteSocket routes, MachineEntry machine) => routes.Find(InnerName(installation, machine.Port));

    /// <summary>Of this installation alone, in whatever namespace.</summary>
    private RoutingTable Table => (RoutingTable)(0x6900_0000 | (int.Parse(installation.Id, NumberStyles.HexNumber, CultureInfo.InvariantCulture) & 0xff_ffff));

    private static string Signature(MachineEntry machine, AttachedPlace place, int mtu) => string.Create(
        CultureInfo.InvariantCulture,
        $"attached {machine.Port} {string.Join(' ', machine.Addresses)}/{machine.Subnet.Length} mtu {mtu} in {place.Identity}");
}
