using System.Net;
using Ilb.Datapath.Namespaces;
using Ilb.Datapath.Netlink;
using Ilb.Forwarding.Kernel;
using Ilb.Model.Addressing;
using Ilb.Model.Snapshots;

namespace Ilb.Agent.Machines;

/// <summary>
/// The way in from outside: an interface in a network namespace that the operator names, or that is made for an interface that he
/// names. It gets an address of the pool of public VIPs and with it the route to all of them. Its other end is a port of the switch.
/// How others get to that namespace or interface is the operator's matter.
/// </summary>
internal sealed class Uplink(AgentOptions options, SwitchNamespace inside)
{
    private const string DeviceName = "uplink";

    private readonly string _outerName = options.Installation.Name;
    private readonly UplinkInterface _interface = new(options.Installation);
    private bool _held;
    private (Ipv4Prefix Pool, LocalPort Port)? _made;

    /// <summary>Why there is none; null when there is one, or nothing that needs it.</summary>
    public string? Trouble { get; private set; } = options.Uplink is null ? "no uplink is named: ilb serve --uplink NAME" : null;

    /// <summary>Look at it again the next time.</summary>
    public void Distrust() => (_made, _held) = (null, false);

    /// <summary>The port, made unless it is there as wanted; null while it is not wanted or can't be had.</summary>
    public LocalPort? Ensure(Snapshot snapshot)
    {
        var network = snapshot.Networks.FirstOrDefault(network => network.Slot.Index == Outside.Network);
        if (_made is { } made && made.Pool == network?.AddressSpace[0])
            return made.Port;
        try
        {
            Hold();
            if (options.Uplink is not { } place)
                return null;
            var port = network is null ? null : EnsureIn(place, network);
            _made = port is null ? null : (network!.AddressSpace[0], port);
            Trouble = null;
            return port;
        }
        catch (Exception problem) when (problem is NetlinkException or NamespaceException or UplinkException or IOException or UnauthorizedAccessException)
        {
            Fail(options.Uplink is { } named ? $"the uplink {named}: {problem.Message}" : $"the former uplink: {problem.Message}");
            return null;
        }
    }

    /// <summary>The kernel would not take the port.</summary>
    public void Fail(string problem)
    {
        Distrust();
        Trouble = problem;
        options.Log(problem);
    }

    /// <summary>One that an earlier run made and that nobody names any more.</summary>
    public void Remove() => inside.Routes.Delete(DeviceName);

    /// <summary>The interface that is named, and no other, is taken; also before there is any public endpoint.</summary>
    private void Hold()
    {
        if (_held)
            return;
        if (options.Uplink?.Interface is { } named)
            _interface.Take(named);
        else
            _interface.GiveBack();
        _held = true;
    }

    private LocalPort EnsureIn(UplinkPlace place, NetworkEntry network)
    {
        using var outside = NetworkNamespace.Open(place.Path);
        using var routes = outside.Run(RouteSocket.Open);
        var pool = network.AddressSpace[0];
        var address = Ipv4Prefix.ToAddress(pool.First + 1);
        if (place.Interface is { } name)
            Admit(routes, name, pool);
        if (inside.Routes.Find(DeviceName) is not { } found || !IsWhole(routes, address))
            found = Make(outside, routes, network, address);
        return new LocalPort(Outside.Network, address, found);
    }

    /// <summary>What comes in from an interface is for public VIPs or goes nowhere: it is no way from one neighbor to another.</summary>
    private static void Admit(RouteSocket routes, string name, Ipv4Prefix pool)
    {
        if (routes.Addresses(routes.Find(name)!.Index).FirstOrDefault(pool.Contains) is { } own)
            throw new UplinkException(
                $"its address {own} is in the pool of public VIPs {pool}: give it another one, or set publicAddressSpace in provider.json.");
        routes.RouteOnly(name, Ipv4Prefix.ToAddress(pool.First), pool.Length);
    }

    private bool IsWhole(RouteSocket routes, IPAddress address) =>
        routes.Find(_outerName) is { Up: true } outer && routes.Addresses(outer.Index) is [var only] && only.Equals(address);

    private Link Make(NetworkNamespace outside, RouteSocket routes, NetworkEntry network, IPAddress address)
    {
        inside.Routes.Delete(DeviceName);
        inside.Routes.CreateVeth(
            new VethEnd(DeviceName, MacAddress.Router), new VethEnd(_outerName, PortMac.Of(Outside.Port)), outside, LinkSize.Of(network.Mtu));
        inside.Routes.SetUp(DeviceName);
        routes.SetUp(_outerName);
        routes.AddAddress(routes.Find(_outerName)!.Index, address, network.AddressSpace[0].Length);
        return inside.Routes.Find(DeviceName)!;
    }
}
