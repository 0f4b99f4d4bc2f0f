using Ilb.Agent.Gateways;
using Ilb.Datapath.Namespaces;
using Ilb.Datapath.Netlink;

namespace Ilb.Agent.Machines;

/// <summary>
/// An interface of the host as the way in: it is moved, with its addresses and routes, into a network namespace of ilb's own, which
/// alone forwards and answers ARP for the public VIPs; the host's does neither. Each call does what an interrupted one left to do.
/// </summary>
internal sealed class UplinkInterface(Installation installation)
{
    private const string Home = "/proc/thread-self/ns/net", Loopback = "lo";

    /// <exception cref="UplinkException">The host would lose more than this interface.</exception>
    public static void Check(RouteSocket home, Link link)
    {
        if (link.Name == Loopback)
            throw new UplinkException("the loopback can't be the uplink.");
        if (link.Master != 0)
            throw new UplinkException($"{link.Name} can't be the uplink: it is a port of {home.List().FirstOrDefault(l => l.Index == link.Master)?.Name}.");
        if (home.DefaultRouteLinks().Contains(link.Index))
            throw new UplinkException(
                $"{link.Name} can't be the uplink: the default route of this host leads through it, and an uplink is ilb's alone. "
                + "Name another interface, or a network namespace that leads out (docs/public-endpoints.md).");
    }

    /// <summary>The interface is in ilb's namespace, up, with the IPv4 addresses and routes it had.</summary>
    public void Take(string name)
    {
        var note = UplinkNote.Read(installation);
        if (note is not null && note.Name != name)
            note = GiveBack();
        using var inside = EnsureNamespace();
        using var routes = inside.Run(RouteSocket.Open);
        if (note is null || routes.Find(name) is null)
            note = MoveIn(name, note, inside);
        routes.Apply(routes.Find(name)!, note.Settings with { Up = true }, onlyIpv4: true);
    }

    /// <summary>
    /// Whatever was taken is back with what it had, and the namespace is gone. It must be empty before: a virtual interface ends
    /// with its namespace.
    /// </summary>
    /// <returns>What is noted after that: nothing.</returns>
    public UplinkNote? GiveBack()
    {
        using var home = RouteSocket.Open();
        if (NetworkNamespace.Exists(installation.UplinkNamespace))
            MoveOut();
        if (UplinkNote.Read(installation) is { } note)
            Restore(home, note);
        UplinkNote.Delete(installation);
        NetworkNamespace.Delete(installation.UplinkNamespace);
        return null;
    }

    private UplinkNote MoveIn(string name, UplinkNote? interrupted, NetworkNamespace inside)
    {
        using var home = RouteSocket.Open();
        if (interrupted is not null)
            Restore(home, interrupted);
        var link = home.Find(name) ?? throw new UplinkException($"this host has no interface {name} any more.");
        Check(home, link);
        var note = new UplinkNote(name, link.Mac.ToString(), home.Settings(link));
        note.Write(installation);
        home.Move(link, inside);
        return note;
    }

    private void MoveOut()
    {
        using var home = NetworkNamespace.Open(Home);
        using var inside = NetworkNamespace.Open(installation.UplinkNamespace);
        using var routes = inside.Run(RouteSocket.Open);
        foreach (var link in routes.List().Where(link => link.Name != Loopback && !IsMade(link.Name)))
            routes.Move(link, home);
    }

    /// <summary>The way in to public VIPs and the wires of gateways end with the namespace.</summary>
    private bool IsMade(string link) => link == installation.Name || link.StartsWith(GatewayPort.OuterPrefix(installation), StringComparison.Ordinal);

    /// <summary>Another interface that has the name by now is left alone.</summary>
    private static void Restore(RouteSocket home, UplinkNote note)
    {
        if (home.Find(note.Name) is { } link && note.IsOf(link))
            home.Apply(link, note.Settings);
    }

    private NetworkNamespace EnsureNamespace()
    {
        var path = installation.UplinkNamespace;
        var inside = NetworkNamespace.Exists(path) ? NetworkNamespace.Open(path) : NetworkNamespace.Create(path);
        inside.Run(SetDefaults);
        return inside;
    }

    /// <summary>Before the interface comes: it takes its defaults when it arrives.</summary>
    private static void SetDefaults()
    {
        Sysctl.Write("net.ipv6.conf.default.disable_ipv6", "1");
        Sysctl.Write("net.ipv4.ip_forward", "1");
        Sysctl.Write("net.ipv4.conf.all.send_redirects", "0");
        Sysctl.Write("net.ipv4.conf.default.send_redirects", "0");
        Sysctl.Write("net.ipv4.conf.all.rp_filter", "0");
        Sysctl.Write("net.ipv4.conf.default.rp_filter", "0");
        Sysctl.Write("net.ipv4.conf.default.proxy_arp", "1");
        // Else the kernel waits up to 0.8 s before it answers for somebody else.
        Sysctl.Write("net.ipv4.neigh.default.proxy_delay", "0");
    }
}
