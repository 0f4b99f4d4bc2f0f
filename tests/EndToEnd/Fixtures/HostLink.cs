using System.Diagnostics;
using System.Net;
using Ilb.Datapath.Namespaces;
using Ilb.Datapath.Netlink;
using Ilb.Forwarding.Kernel;
using Ilb.Model.Snapshots;

namespace Ilb.EndToEnd.Fixtures;

/// <summary>
/// A link between the namespace that stands for the host and one outside: an interface of the host with two addresses and a route to
/// <see cref="OutsidePlace.Address"/>, and a neighbor.
/// </summary>
internal sealed class HostLink : IDisposable
{
    public const string Neighbor = "192.0.2.7", Own = "192.0.2.1";

    private readonly RouteSocket _host = RouteSocket.Open();

    private readonly OutsidePlace? _outside;
    private readonly string _neighbor;

    /// <param name="neighbor">The namespace at the other end; null: a place of its own.</param>
    public HostLink(string? neighbor = null)
    {
        _outside = neighbor is null ? new OutsidePlace() : null;
        _neighbor = neighbor ?? Outside.Path;
        using var outside = NetworkNamespace.Open(_neighbor);
        using var routes = outside.Run(RouteSocket.Open);
        _host.CreateVeth(new VethEnd(Name, PortMac.Of(new Slot(1, 77))), new VethEnd("link", PortMac.Of(new Slot(2, 77))), outside, LinkSize.Of(1500));
        routes.SetUp("link");
        routes.AddAddress(routes.Find("link")!.Index, IPAddress.Parse(Neighbor), 24);
        Ip("link", "set", Name, "up");
        Ip("addr", "add", $"{Own}/24", "dev", Name);
        Ip("addr", "add", "2001:db8::1/64", "dev", Name, "nodad");
        Ip("addr", "add", "192.0.2.9/24", "broadcast", "192.0.2.255", "dev", Name);
        Ip("route", "add", "198.51.100.0/24", "via", Neighbor, "dev", Name, "src", "192.0.2.9", "metric", "50");
    }

    public OutsidePlace Outside => _outside ?? throw new InvalidOperationException("The other end is another place.");

    public string Name { get; } = $"e2e{Guid.NewGuid():N}"[..12];

    /// <summary>Addresses and routes of the interface, as `ip` shows them; empty while it is not here.</summary>
    public string Shown() =>
        _host.Find(Name) is null ? "" : Ip("-o", "addr", "show", "dev", Name, "scope", "global") + Ip("route", "show", "dev", Name) + _host.Find(Name)!.Up;

    /// <summary>Moves it from the namespace that ilb took it to back to the host's, as it comes out: bare.</summary>
    public void PullOutOf(string path)
    {
        using var inside = NetworkNamespace.Open(path);
        using var routes = inside.Run(RouteSocket.Open);
        using var home = NetworkNamespace.Open("/proc/thread-self/ns/net");
        routes.Move(routes.Find(Name)!, home);
    }

    /// <summary>How neighbors find an address: on the link itself, or through a router.</summary>
    public void RouteOutside(string destination, string? router = null)
    {
        using var inside = NetworkNamespace.Open(_neighbor);
        inside.Run(() => Ip(["route", "replace", destination, .. router is null ? Array.Empty<string>() : ["via", router], "dev", "link"]));
    }

    public static string Ip(params string[] arguments)
    {
        using var ip = Process.Start(new ProcessStartInfo("ip", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = ip.StandardOutput.ReadToEnd();
        ip.WaitForExit();
        return ip.ExitCode == 0 ? output : throw new InvalidOperationException($"ip {string.Join(' ', arguments)}: {ip.StandardError.ReadToEnd()}");
    }

    public void Dispose()
    {
        _host.Delete(Name);
        _host.Dispose();
        _outside?.Dispose();
    }
}
