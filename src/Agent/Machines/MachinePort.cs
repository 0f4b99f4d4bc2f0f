using System.Globalization;
using System.Net;
using Ilb.Datapath.Namespaces;
using Ilb.Datapath.Netlink;
using Ilb.Forwarding.Kernel;
using Ilb.Model.Addressing;
using Ilb.Model.Snapshots;

namespace Ilb.Agent.Machines;

/// <summary>Makes the network namespace and the interface of a machine, and finds them again.</summary>
public sealed class MachinePort
{
    private const string InsideName = "eth0", BeforeIpv6 = " and ";

    private readonly Installation _installation;
    private readonly SwitchNamespace _switch;
    private readonly Ipv6Port _ipv6;

    public MachinePort(Installation installation, SwitchNamespace switchNamespace) =>
        (_installation, _switch, _ipv6) = (installation, switchNamespace, new Ipv6Port(switchNamespace, InsideName));

    /// <summary>Of the host side: "p3.1".</summary>
    public static string DeviceName(Slot port) => $"p{port}";

    public static string NamespacePath(Installation installation, Slot port)
    {
        ArgumentNullException.ThrowIfNull(installation);
        return Path.Combine(installation.NamespacesDirectory, port.ToString());
    }

    /// <summary>The host side's interface. Makes the port unless it is there, whole and as wanted; IPv6 apart.</summary>
    public Link Ensure(MachineEntry machine, int mtu)
    {
        ArgumentNullException.ThrowIfNull(machine);
        var folder = MachineFolder.Of(_installation, machine.Port);
        var signature = Signature(machine, mtu);
        var known = folder.ReadPort();
        if (known?.Split(BeforeIpv6)[0] == signature
            && NetworkNamespace.Exists(NamespacePath(_installation, machine.Port))
            && _switch.Routes.Find(DeviceName(machine.Port)) is { } found)
            return found;

        // A process in the former namespace would never see the new interface: its keeper starts it anew.
        SupervisorProcess.Kill(folder);
        Remove(machine.Port);
        folder.Make();
        var made = Make(machine, mtu);
        folder.WritePort(signature);
        return made;
    }

    /// <summary>Gives the port the IPv6 address that it shall have, or takes it, unless that is so.</summary>
    public void FollowIpv6(MachineEntry machine, int mtu, Link host)
    {
        ArgumentNullException.ThrowIfNull(machine);
        var folder = MachineFolder.Of(_installation, machine.Port);
        var signature = Signature(machine, mtu) + Ipv6Signature(machine);
        if (folder.ReadPort() == signature)
            return;
        using var inside = NetworkNamespace.Open(NamespacePath(_installation, machine.Port));
        _ipv6.Follow(machine, inside, host);
        folder.WritePort(signature);
    }

    /// <summary>Whatever there is of it, whole or half-made.</summary>
    public void Remove(Slot port)
    {
        MachineFolder.Of(_installation, port).ForgetPort();
        _switch.Routes.Delete(DeviceName(port));
        NetworkNamespace.Delete(NamespacePath(_installation, port));
        NetworkNamespace.Delete(_installation.UsersPath(port));
    }

    private Link Make(MachineEntry machine, int mtu)
    {
        var mac = PortMac.Of(machine.Port);
        var device = DeviceName(machine.Port);
        using var inside = NetworkNamespace.Create(NamespacePath(_installation, machine.Port));
        using var routes = inside.Run(() =>
        {
            // Low ports and ping without privilege: the namespace belongs to the host, so root inside is nobody here.
            Sysctl.Write("net.ipv4.ip_unprivileged_port_start", "0");
            Sysctl.Write("net.ipv4.ping_group_range", "0 2147483647");
            Sysctl.Write("net.ipv6.conf.default.disable_ipv6", "1");
            return RouteSocket.Open();
        });
        routes.SetUp("lo");
        _switch.Routes.CreateVeth(new VethEnd(device, MacAddress.Router), new VethEnd(InsideName, mac), inside, LinkSize.Of(mtu));
        _switch.Routes.SetUp(device);
        routes.SetUp(InsideName);
        var link = routes.Find(InsideName)!.Index;
        routes.AddAddress(link, machine.Address, machine.Subnet.Length);
        routes.AddDefaultRoute(link, Gateway(machine.Subnet));

        var made = _switch.Routes.Find(device)!;
        _switch.Routes.AddNeighbour(made.Index, machine.Address, mac);
        return made;
    }

    /// <summary>The subnet's first address, reserved for this.</summary>
    internal static IPAddress Gateway(Ipv4Prefix subnet) => Ipv4Prefix.ToAddress(subnet.First + 1);

    private static string Ipv6Signature(MachineEntry machine) => machine.Ipv6Address is { } address ? $"{BeforeIpv6}{address}" : "";

    private static string Signature(MachineEntry machine, int mtu) => string.Create(
        CultureInfo.InvariantCulture, $"{machine.Port} {machine.Address}/{machine.Subnet.Length} mtu {mtu}");
}
