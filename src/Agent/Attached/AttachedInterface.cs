using System.Globalization;
using Ilb.Agent.Machines;
using Ilb.Datapath.Namespaces;
using Ilb.Datapath.Netlink;
using Ilb.Forwarding.Kernel;
using Ilb.Model.Snapshots;

namespace Ilb.Agent.Attached;

/// <summary>
/// A tap or the host's side of a veth pair as the port of a machine: a redirect finds interfaces of one namespace only, so it is moved into
/// ilb's, and back with what it had. Who holds the tap's file does not notice. Each call does what an interrupted one left to do.
/// </summary>
internal sealed class AttachedInterface(Installation installation)
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

    /// <summary>The port. Takes the interface unless that is so.</summary>
    public LocalPort Ensure(MachineEntry machine, SwitchNamespace inside, int mtu)
    {
        var (binding, device) = (machine.Binding!, MachinePort.DeviceName(machine.Port));
        var (folder, mac) = (MachineFolder.Of(installation, machine.Port), MacOf(binding));
        var signature = string.Create(CultureInfo.InvariantCulture, $"attached {machine.Port} {machine.Address} to {binding} {mac}");
        if (folder.ReadPort() != signature || InterfaceNote.Read(folder)?.Name != binding.Target || inside.Routes.Find(device) is null)
        {
            GiveBack(folder);
            folder.ForgetPort();
            inside.Routes.Delete(device);
            Take(binding.Target, folder, device, mtu);
            inside.Routes.SetMac(inside.Routes.Find(device)!, MacAddress.Router);
            inside.Routes.SetUp(device);
            inside.Routes.AddNeighbour(inside.Routes.Find(device)!.Index, machine.Address, mac);
            folder.WritePort(signature);
        }

        var link = inside.Routes.Find(device)!;
        return new LocalPort(machine.Network, machine.Address, link with { Mtu = mtu }, IsTap(link) ? PortOptions.Tap : PortOptions.None) { Mac = mac };
    }

    /// <summary>The interface that the machine of this folder has taken is back with what it had. One that went meanwhile is forgotten.</summary>
    public void GiveBack(MachineFolder folder)
    {
        if (InterfaceNote.Read(folder) is not { } note)
            return;
        using var home = RouteSocket.Open();
        if (NetworkNamespace.Exists(installation.SwitchNamespace))
            MoveOut('p' + Path.GetFileName(folder.Path), note.Name);
        note.Restore(home);
        File.Delete(folder.InterfaceFile);
    }

    public static bool IsThere(Slot port, Binding binding, SwitchNamespace inside)
    {
        if (inside.Routes.Find(MachinePort.DeviceName(port)) is not null)
            return true;
        using var home = RouteSocket.Open();
        return home.Find(binding.Target) is not null;
    }

    private void Take(string name, MachineFolder folder, string device, int mtu)
    {
        using var home = RouteSocket.Open();
        var link = Look(home, name);
        Refuse(home, link, mtu);
        InterfaceNote.Of(home, link).Write(folder);
        using var inside = NetworkNamespace.Open(installation.SwitchNamespace);
        home.Move(link, inside, device);
    }

    private void MoveOut(string device, string name)
    {
        using var home = NetworkNamespace.Open(Home);
        using var inside = NetworkNamespace.Open(installation.SwitchNamespace);
        using var routes = inside.Run(RouteSocket.Open);
        if (routes.Find(device) is { } link)
            routes.Move(link, home, name);
    }

    private static Link Look(RouteSocket home, string name) =>
        home.Find(name) ?? throw new AttachmentException($"this host has no interface {name}.", isAbsent: true);

    private static void Refuse(RouteSocket home, Link link, int mtu)
    {
        if (link.Kind != "veth" && !IsTap(link))
            throw new AttachmentException($"{link.Name} is neither a tap nor a veth: a machine needs one of its own.");
        if (home.DefaultRouteLinks().Contains(link.Index))
            throw new AttachmentException($"the default route of this host leads through {link.Name}.");
        if (link.Mtu < mtu)
            throw new AttachmentException($"{link.Name} has an MTU of {link.Mtu}, and the machine's network one of {mtu}.");
    }

    /// <summary>A tun, which has no Ethernet address, is none.</summary>
    private static bool IsTap(Link link) => link.Kind == "tun" && link.Mac != default;

    private static MacAddress MacOf(Binding binding) => MacAddress.Parse(binding.Mac)
        ?? throw new AttachmentException($"'{binding.Mac}' is no Ethernet address of who is behind {binding.Target}, such as 52:54:00:12:34:56: --mac.");
}
