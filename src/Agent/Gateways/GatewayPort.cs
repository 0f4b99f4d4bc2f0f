using System.Diagnostics;
using System.Globalization;
using Ilb.Agent.Machines;
using Ilb.Datapath.Namespaces;
using Ilb.Datapath.Netlink;
using Ilb.Forwarding;
using Ilb.Forwarding.Kernel;
using Ilb.Model.Addressing;
using Ilb.Model.Snapshots;

namespace Ilb.Agent.Gateways;

/// <summary>
/// Makes the network namespace of a gateway, and finds it again: eth0 is a port of the switch, wan ends in the operator's uplink
/// namespace, which routes between the gateway's public address and the world.
/// </summary>
internal sealed class GatewayPort(AgentOptions options, SwitchNamespace inside, MachinePort ports)
{
    private const string Inner = "eth0", Outer = "wan";
    private const int WholeAddress = 32, OuterMtu = 1500;

    private readonly Installation _installation = options.Installation;

    /// <summary>The switch's side of eth0. Makes the gateway's port unless it is there, whole and as wanted.</summary>
    public Link Ensure(GatewayEntry gateway, NetworkEntry network)
    {
        var mtu = GatewayCompiler.Mtu(network);
        using var uplink = options.Uplink is { } place ? NetworkNamespace.Open(place.Path) : null;
        using var outside = uplink?.Run(RouteSocket.Open);
        var folder = MachineFolder.Of(_installation, gateway.Port);
        var signature = Signature(gateway, mtu);
        if (folder.ReadPort() == signature
            && NetworkNamespace.Exists(MachinePort.NamespacePath(_installation, gateway.Port))
            && outside?.Find(OuterName(gateway.Port)) is not null == uplink is not null
            && inside.Routes.Find(MachinePort.DeviceName(gateway.Port)) is { } found)
        {
            AddAddresses(gateway);
            if (uplink is not null)
                MakeWayIn(gateway, uplink, outside!);
            return found;
        }

        // One that works needs nothing of this host any more, e.g. while the packages are upgraded.
        if (GatewayPrograms.Trouble(KernelEsp.IsThere(inside)) is { } missing)
            throw new FileNotFoundException(missing);
        SupervisorProcess.Kill(folder);
        ports.Remove(gateway.Port);
        folder.Make();
        MakeNamespaces(gateway.Port);
        using var space = NetworkNamespace.Open(MachinePort.NamespacePath(_installation, gateway.Port));
        using var routes = space.Run(Prepare);
        var made = MakeInner(gateway, space, routes, mtu);
        if (uplink is not null)
            MakeOuter(gateway, space, routes, uplink, outside!);
        GatewayWays.AddAddresses(routes, gateway);
        folder.WritePort(signature);
        return made;
    }

    /// <summary>Of the end in the uplink namespace, where every installation has its own: "1a2b3c4dg7f", at most 15 characters.</summary>
    private string OuterName(Slot port) => string.Create(CultureInfo.InvariantCulture, $"{OuterPrefix(_installation)}{port.Index:x}");

    /// <summary>Of the names of all these ends.</summary>
    public static string OuterPrefix(Installation installation) => $"{installation.Id}g";

    /// <summary>Network and user namespace, the former owned by the latter; both pinned.</summary>
    private void MakeNamespaces(Slot port)
    {
        string[] pins = [MachinePort.NamespacePath(_installation, port), _installation.UsersPath(port)];
        Directory.CreateDirectory(_installation.UsersDirectory);
        foreach (var pin in pins)
            File.Create(pin).Dispose();
        var start = new ProcessStartInfo(MachineProgram.Locate()) { UseShellExecute = false, RedirectStandardError = true };
        foreach (var argument in (string[])["own", .. pins, SpecBuilder.FirstIdOf(port).ToString(CultureInfo.InvariantCulture)])
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start) ?? throw new IOException($"{start.FileName} did not start.");
        var problem = process.StandardError.ReadToEnd().Trim();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new IOException($"the namespaces of gateway {port} can't be made: {problem}");
    }

    private static RouteSocket Prepare()
    {
        Sysctl.Write("net.ipv4.ip_forward", "1");
        Sysctl.Write("net.ipv4.conf.all.rp_filter", "0");
        Sysctl.Write("net.ipv4.conf.default.rp_filter", "0");
        Sysctl.Write("net.ipv4.conf.all.arp_announce", "2");
        Sysctl.Write("net.ipv4.conf.all.send_redirects", "0");
        Sysctl.Write("net.ipv4.conf.default.send_redirects", "0");
        Sysctl.Write("net.ipv6.conf.default.disable_ipv6", "1");
        return RouteSocket.Open();
    }

    private Link MakeInner(GatewayEntry gateway, NetworkNamespace space, RouteSocket routes, int mtu)
    {
        var device = MachinePort.DeviceName(gateway.Port);
        routes.SetUp("lo");
        inside.Routes.CreateVeth(new VethEnd(device, MacAddress.Router), new VethEnd(Inner, PortMac.Of(gateway.Port)), space, new LinkSize(mtu, LinkSize.Usual));
        inside.Routes.SetUp(device);
        routes.SetUp(Inner);
        var link = routes.Find(Inner)!.Index;
        routes.AddAddress(link, gateway.Address, gateway.Subnet.Length);
        foreach (var prefix in gateway.LocalPrefixes)
            routes.AddRoute(link, prefix, Ipv4Prefix.ToAddress(gateway.Subnet.First + 1));
        GatewayWays.Rule(routes, gateway, Inner);
        return inside.Routes.Find(device)!;
    }

    private void MakeOuter(GatewayEntry gateway, NetworkNamespace space, RouteSocket routes, NetworkNamespace uplink, RouteSocket outside)
    {
        var name = OuterName(gateway.Port);
        var farMac = MacAddress.Router;
        outside.Delete(name);
        outside.CreateVeth(new VethEnd(name, farMac), new VethEnd(Outer, PortMac.Of(gateway.Port)), space, new LinkSize(OuterMtu, LinkSize.Usual));
        routes.SetUp(Outer);
        var wan = routes.Find(Outer)!;
        routes.AddAddress(wan.Index, gateway.PublicAddress, WholeAddress);
        routes.AddNeighbour(wan.Index, GatewayWays.NextHop, farMac);
        GatewayWays.Leave(routes, gateway, wan);
        space.Run(CloseOuter);
        MakeWayIn(gateway, uplink, outside);
    }

    /// <summary>Again at every look: the operator's tools may have taken some of it away.</summary>
    private void MakeWayIn(GatewayEntry gateway, NetworkNamespace uplink, RouteSocket outside)
    {
        var name = OuterName(gateway.Port);
        uplink.Run(() => Sysctl.Write($"net.ipv4.conf.{name}.forwarding", "1"));
        outside.SetUp(name);
        var far = outside.Find(name)!.Index;
        outside.AddRoute(far, new Ipv4Prefix(Ipv4Prefix.ToNumber(gateway.PublicAddress), WholeAddress));
        outside.AddNeighbour(far, gateway.PublicAddress, PortMac.Of(gateway.Port));
    }

    /// <summary>
    /// What comes from outside in clear goes nowhere but to the public address: the way back from any other one is not by wan, and the
    /// filter of reverse paths refuses what has none. Packets that the kernel itself decrypts come by the same interface and are not
    /// asked for that way, so there wan forwards. Those in clear are: the way back is looked up as if it began at eth0, where without a
    /// tunnel a rule refuses it; with one it is by wan, and the kernel's policies refuse what was not encrypted.
    /// </summary>
    private void CloseOuter()
    {
        Sysctl.Write($"net.ipv4.conf.{Outer}.forwarding", KernelEsp.IsThere(inside) ? "1" : "0");
        Sysctl.Write($"net.ipv4.conf.{Outer}.rp_filter", "1");
    }

    /// <summary>Those of sites that became connected since.</summary>
    private void AddAddresses(GatewayEntry gateway)
    {
        using var space = NetworkNamespace.Open(MachinePort.NamespacePath(_installation, gateway.Port));
        using var routes = space.Run(RouteSocket.Open);
        GatewayWays.AddAddresses(routes, gateway);
    }

    private string Signature(GatewayEntry gateway, int mtu) => string.Create(
        CultureInfo.InvariantCulture,
        $"gateway {gateway.Port} {gateway.Address}/{gateway.Subnet.Length} of {string.Join(' ', gateway.LocalPrefixes)} mtu {mtu} outside {gateway.PublicAddress} at {options.Uplink} ways {GatewayWays.Version} {(KernelEsp.IsThere(inside) ? "esp" : "libipsec")}");
}
