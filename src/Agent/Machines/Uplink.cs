using System.Collections.Immutable;
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
/// It stays as long as the place is named. How others get to that namespace or interface is the operator's matter.
/// </summary>
internal sealed class Uplink(AgentOptions options, SwitchNamespace inside)
{
    internal const string DeviceName = "uplink";

    private readonly string _outerName = options.Installation.Name;
    private readonly UplinkInterface _interface = new(options.Installation);
    private bool _held;
    private bool _trusted;
    private Made? _made;

    /// <summary>Why there is none; null when there is one.</summary>
    public string? Trouble { get; private set; } = options.Uplink is null ? "no uplink is named: ilb serve --uplink NAME" : null;

    /// <summary>Somebody took it away, e.g. together with the namespace.</summary>
    public bool IsLost => _made is { } made && inside.Routes.Find(DeviceName)?.Index != made.Port.Link.Index;

    /// <summary>Look at it again the next time.</summary>
    public void Distrust() => (_trusted, _held) = (false, false);

    /// <summary>
    /// The port, made unless it is there as wanted; null while it is not wanted or can't be had. One that is there outlives trouble:
    /// packets go on.
    /// </summary>
    public LocalPort? Ensure(Snapshot snapshot)
    {
        var wanted = snapshot.Networks.FirstOrDefault(network => network.Slot.Index == Outside.Network);
        if (wanted is null || (_trusted && _made is { } made && made.IsOf(wanted)))
            return _made?.Port;
        try
        {
            Hold();
            if (options.Uplink is not { } place)
                return null;
            _made = new Made(wanted.AddressSpace, EnsureIn(place, wanted));
            (Trouble, _trusted) = (null, true);
        }
        catch (Exception problem) when (IsOfThePlace(problem))
        {
            Fail(options.Uplink is { } named ? $"the uplink {named}: {problem.Message}" : $"the former uplink: {problem.Message}");
            if (IsLost)
                _made = null;
        }

        return _made?.Port;
    }

    /// <summary>From here on packets come in: its program is in place.</summary>
    public void Open()
    {
        if (_made is not { IsOpen: false } made || options.Uplink is not { } place)
            return;
        try
        {
            using var routes = RoutesOf(place);
            routes.SetUp(_outerName);
            foreach (var kept in made.Space.Skip(1))
                routes.AddRoute(routes.Find(_outerName)!.Index, kept);
            _made = made with { IsOpen = true };
        }
        catch (Exception problem) when (IsOfThePlace(problem))
        {
            Fail($"the uplink {place}: {problem.Message}");
        }
    }

    /// <summary>It can't be had, or the kernel would not take the port. The same is said once.</summary>
    public void Fail(string problem)
    {
        Distrust();
        if (Trouble != problem)
            options.Log(problem);
        Trouble = problem;
    }

    /// <summary>One that an earlier run made and that nobody names any more.</summary>
    public void Remove() => inside.Routes.Delete(DeviceName);

    private static bool IsOfThePlace(Exception problem) =>
        problem is NetlinkException or NamespaceException or UplinkException or IOException or UnauthorizedAccessException;

    private static RouteSocket RoutesOf(UplinkPlace place)
    {
        using var outside = NetworkNamespace.Open(place.Path);
        return outside.Run(RouteSocket.Open);
    }

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
        RefuseTaken(routes, pool);
        // What comes in from an interface is for public VIPs or goes nowhere: it is no way from one neighbor to another.
        foreach (var prefix in place.Interface is null ? [] : network.AddressSpace)
            routes.RouteOnly(place.Interface!, Ipv4Prefix.ToAddress(prefix.First), prefix.Length);
        if (inside.Routes.Find(DeviceName) is not { } found || routes.Find(_outerName) is not { } outer || !routes.HasAddress(outer.Index, address, pool.Length))
            found = Make(outside, routes, network, address);
        return new LocalPort(Outside.Network, address, found);
    }

    /// <summary>The pool may be the operator's own network, or that of another installation.</summary>
    private void RefuseTaken(RouteSocket routes, Ipv4Prefix pool)
    {
        foreach (var link in routes.List().Where(link => link.Name != _outerName))
            if (routes.Addresses(link.Index).FirstOrDefault(pool.Contains) is { } taken)
                throw new UplinkException(
                    $"{link.Name} there has the address {taken}, which is in the pool of public VIPs {pool}: give one of the two others, "
                    + "the pool by publicAddressSpace in provider.json.");
    }

    private Link Make(NetworkNamespace outside, RouteSocket routes, NetworkEntry network, IPAddress address)
    {
        inside.Routes.Delete(DeviceName);
        inside.Routes.CreateVeth(
            new VethEnd(DeviceName, MacAddress.Router), new VethEnd(_outerName, PortMac.Of(Outside.Port)), outside, LinkSize.Of(network.Mtu));
        inside.Routes.SetUp(DeviceName);
        routes.AddAddress(routes.Find(_outerName)!.Index, address, network.AddressSpace[0].Length);
        return inside.Routes.Find(DeviceName)!;
    }

    private sealed record Made(ImmutableArray<Ipv4Prefix> Space, LocalPort Port, bool IsOpen = false)
    {
        public bool IsOf(NetworkEntry network) => Space.SequenceEqual(network.AddressSpace);
    }
}
