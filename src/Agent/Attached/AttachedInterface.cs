using System.Globalization;
using Ilb.Agent.Machines;
using Ilb.Datapath;
using Ilb.Datapath.Namespaces;
using Ilb.Datapath.Netlink;
using Ilb.Forwarding.Kernel;
using Ilb.Model.Snapshots;

namespace Ilb.Agent.Attached;

/// <summary>
/// A tap or the host's side of a veth pair as the port of a machine: a redirect finds interfaces of one namespace only, so it is moved into
/// ilb's, and back with what it had. Who holds the tap's file does not notice. Each call does what an interrupted one left to do.
/// </summary>
/// <param name="log">Told what an interface could not get back.</param>
/// <param name="uplink">The interface of the host that is the way in, which is ilb's already.</param>
internal sealed class AttachedInterface(Installation installation, Action<string> log, string? uplink = null)
{
    private const string Home = "/proc/thread-self/ns/net";

    /// <exception cref="AttachmentException">It can't be a port of the machine.</exception>
    public void Check(MachineEntry machine, Binding binding, int mtu)
    {
        using var home = RouteSocket.Open();
        if (InterfaceNote.Read(MachineFolder.Of(installation, machine.Port))?.Name != binding.Target)
            Refuse(home, Look(home, binding.Target), mtu);
        MacOf(binding);
    }

    public bool IsTaken(Slot port, Binding binding, SwitchNamespace inside) =>
        InterfaceNote.Read(MachineFolder.Of(installation, port))?.Name == binding.Target && inside.Routes.Find(MachinePort.DeviceName(port)) is not null;

    /// <summary>The interface is in ilb's namespace, down and bare.</summary>
    public void Take(Slot port, Binding binding, int mtu)
    {
        using var home = RouteSocket.Open();
        var link = Look(home, binding.Target);
        Refuse(home, link, mtu);
        InterfaceNote.Of(home, link).Write(MachineFolder.Of(installation, port));
        using var inside = NetworkNamespace.Open(installation.SwitchNamespace);
        home.Move(link, inside, MachinePort.DeviceName(port));
    }

    /// <summary>The port, whole and as wanted.</summary>
    public LocalPort Settle(MachineEntry machine, SwitchNamespace inside, int mtu)
    {
        var (binding, folder) = (machine.Binding!, MachineFolder.Of(installation, machine.Port));
        var link = inside.Routes.Find(MachinePort.DeviceName(machine.Port)) ?? throw Absent(binding.Target);
        var mac = MacOf(binding);
        var signature = string.Create(
            CultureInfo.InvariantCulture, $"attached {machine.Port} {string.Join(' ', machine.Addresses)} of {mac} to {binding} {link.Index}");
        if (folder.ReadPort() != signature)
        {
            inside.Routes.SetMac(link, MacAddress.Router);
            inside.Routes.SetUp(link.Name);
            inside.Routes.AddNeighbour(link.Index, machine.Address, mac);
            Ipv6Port.FollowHost(inside, machine, link, mac);
            folder.WritePort(signature);
        }

        return new LocalPort(machine.Network, machine.Address, link with { Mtu = mtu }, IsTap(link) ? PortOptions.Tap : PortOptions.None)
        {
            Ipv6Address = machine.Ipv6Address,
            GuestMac = mac,
        };
    }

    /// <summary>
    /// The interface that the machine has taken is back with what it had, as far as the host lets it. One that went meanwhile is forgotten.
    /// </summary>
    public void GiveBack(Slot port)
    {
        var folder = MachineFolder.Of(installation, port);
        if (InterfaceNote.Read(folder) is { } note)
        {
            using var home = RouteSocket.Open();
            if (NetworkNamespace.Exists(installation.SwitchNamespace))
                MoveOut(port, home.Find(note.Name) is null ? note.Name : NameOf(port));
            foreach (var refused in note.Restore(home, NameOf(port)))
                log($"{note.Name} is back without something that it had: {refused}");
        }

        if (File.Exists(folder.InterfaceFile))
            File.Delete(folder.InterfaceFile);
    }

    /// <summary>That which is meant now, taken or not; null: there is none.</summary>
    public static ulong? IdentityOf(Slot port, Binding binding, SwitchNamespace inside)
    {
        using var home = RouteSocket.Open();
        return (ulong?)(inside.Routes.Find(MachinePort.DeviceName(port)) ?? home.Find(binding.Target))?.Index;
    }

    /// <summary>At home again, where another interface has its name by now.</summary>
    private string NameOf(Slot port) => string.Create(CultureInfo.InvariantCulture, $"{installation.Id}h{port.Index:x}");

    /// <summary>Without the program, which would go along.</summary>
    private void MoveOut(Slot port, string name)
    {
        using var home = NetworkNamespace.Open(Home);
        using var inside = NetworkNamespace.Open(installation.SwitchNamespace);
        using var routes = inside.Run(RouteSocket.Open);
        if (routes.Find(MachinePort.DeviceName(port)) is not { } link)
            return;
        inside.Run(() =>
        {
            KernelState.TakeOff(installation.PinDirectory, port, link.Index, link.Name);
            return true;
        });
        routes.Move(link, home, name);
    }

    private Link Look(RouteSocket home, string name) => name == uplink
        ? throw new AttachmentException($"{name} is the uplink, through which public endpoints are reached.")
        : home.Find(name) ?? throw Absent(name);

    private static AttachmentException Absent(string name) => new($"this host has no interface {name}.", isAbsent: true);

    private void Refuse(RouteSocket home, Link link, int mtu)
    {
        if (link.Kind != "veth" && !IsTap(link))
            throw new AttachmentException($"{link.Name} is neither a tap nor a veth: a machine needs one of its own.");
        if (home.DefaultRouteLinks().Contains(link.Index))
            throw new AttachmentException($"the default route of this host leads through {link.Name}.");
        if (link.Master != 0 && home.List().FirstOrDefault(other => other.Index == link.Master) is { Kind: not "bridge" } master)
            throw new AttachmentException($"{link.Name} is a port of {master.Name}, which is no bridge of the kernel's and would not have it back.");
        if (link.Mtu < mtu)
            throw new AttachmentException($"{link.Name} has an MTU of {link.Mtu}, and the machine's network one of {mtu}.");
        if (link.Name == installation.Name || link.Name.StartsWith(installation.Id + "p", StringComparison.Ordinal))
            throw new AttachmentException($"{link.Name} is an interface of ilb's own.");
    }

    /// <summary>A tun, which has no Ethernet address, is none.</summary>
    private static bool IsTap(Link link) => link.Kind == "tun" && link.Mac != default;

    private static MacAddress MacOf(Binding binding) => MacAddress.Parse(binding.Mac)
        ?? throw new AttachmentException($"'{binding.Mac}' is no Ethernet address of who is behind {binding.Target}, such as 52:54:00:12:34:56: --mac.");
}
