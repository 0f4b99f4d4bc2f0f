using System.Net;
using Ilb.Datapath.Namespaces;
using Ilb.Datapath.Netlink;
using Ilb.Forwarding.Kernel;
using Ilb.Model.Addressing;
using Ilb.Model.Snapshots;

namespace Ilb.Agent.Machines;

/// <summary>
/// The way in from outside: an interface in a network namespace that the operator names, which gets an address of the pool of
/// public VIPs and with it the route to all of them. Its other end is a port of the switch. How others get to that namespace is
/// the operator's matter.
/// </summary>
internal sealed class Uplink(AgentOptions options, SwitchNamespace inside)
{
    private const string DeviceName = "uplink";

    private readonly string _outerName = options.Installation.Name;
    private (Ipv4Prefix Pool, LocalPort Port)? _made;

    /// <summary>Why there is none; null when there is one, or nothing that needs it.</summary>
    public string? Trouble { get; private set; } = options.Uplink is null ? "no uplink is named: ilb serve --uplink NAMESPACE" : null;

    /// <summary>Look at it again the next time.</summary>
    public void Distrust() => _made = null;

    /// <summary>The port, made unless it is there as wanted; null while it is not wanted or can't be had.</summary>
    public LocalPort? Ensure(Snapshot snapshot)
    {
        var network = snapshot.Networks.FirstOrDefault(network => network.Slot.Index == Outside.Network);
        if (options.Uplink is not { } path || network is null)
            return null;
        if (_made is { } made && made.Pool == network.AddressSpace[0])
            return made.Port;
        try
        {
            var port = EnsureIn(path, network);
            _made = (network.AddressSpace[0], port);
            Trouble = null;
            return port;
        }
        catch (Exception problem) when (problem is NetlinkException or NamespaceException or IOException or UnauthorizedAccessException)
        {
            Fail($"the uplink {path}: {problem.Message}");
            return null;
        }
    }

    /// <summary>The kernel would not take the port.</summary>
    public void Fail(string problem)
    {
        _made = null;
        Trouble = problem;
        options.Log(problem);
    }

    /// <summary>One that an earlier run made and that nobody names any more.</summary>
    public void Remove() => inside.Routes.Delete(DeviceName);

    private LocalPort EnsureIn(string path, NetworkEntry network)
    {
        using var outside = NetworkNamespace.Open(path);
        using var routes = outside.Run(RouteSocket.Open);
        var address = Ipv4Prefix.ToAddress(network.AddressSpace[0].First + 1);
        if (inside.Routes.Find(DeviceName) is not { } found || !IsWhole(routes, address))
            found = Make(outside, routes, network, address);
        return new LocalPort(Outside.Network, address, found);
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
