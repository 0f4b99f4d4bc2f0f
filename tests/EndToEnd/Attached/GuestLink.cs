using System.Net;
using Ilb.Datapath.Namespaces;
using Ilb.Datapath.Netlink;
using Ilb.EndToEnd.Fixtures;
using Ilb.Forwarding.Kernel;

namespace Ilb.EndToEnd.Attached;

/// <summary>An interface of the host, a veth or a tap, which is the port of a bridge and has an address; and a server behind it.</summary>
internal sealed class GuestLink : IDisposable
{
    private const string Inner = "eth1";

    private readonly ForeignSpace _behind = new();
    private readonly NetworkNamespace _space;
    private readonly TapPair? _taps;

    public GuestLink(bool isTap)
    {
        _space = NetworkNamespace.Open(_behind.Path);
        if (isTap)
            _taps = new TapPair(Name, Inner, _space);
        else
            MakeVeth();
        _behind.Ip("link", "set", Inner, "address", $"{Mac}", "up");
        HostLink.Ip("link", "add", Bridge, "type", "bridge");
        HostLink.Ip("link", "set", Name, "master", Bridge, "up");
        var own = $"{Random.Shared.Next(256)}.{4 * Random.Shared.Next(64)}"; // of this one alone: several share the namespace
        HostLink.Ip("addr", "add", $"198.18.{own}/30", "dev", Name);
        HostLink.Ip("route", "add", $"198.19.{own}/30", "dev", Name, "metric", "77");
        HostLink.Ip("link", "set", Bridge, "up");
    }

    public string Name { get; } = Unique();

    public string Bridge { get; } = Unique();

    /// <summary>Of who is behind it.</summary>
    public MacAddress Mac { get; } = MacAddress.Parse("02:00:5e:00:53:01")!.Value;

    public string[] Told => ["--interface", Name, "--mac", $"{Mac}"];

    /// <summary>Another pair of the same names, as after a restart of a container.</summary>
    public void MakeVeth()
    {
        using var host = RouteSocket.Open();
        host.CreateVeth(new VethEnd(Name, MacAddress.Parse("02:00:5e:00:53:02")!.Value), new VethEnd(Inner, Mac), _space, LinkSize.Of(1500));
        _behind.Ip("link", "set", Inner, "up");
        HostLink.Ip("link", "set", Name, "up");
    }

    public void RemoveVeth() => _behind.Ip("link", "del", Inner);

    /// <summary>What whoever runs a guest sets up in it.</summary>
    public void Configure(string address)
    {
        var router = address[..(address.LastIndexOf('.') + 1)] + "1";
        _behind.Ip("addr", "add", $"{address}/32", "dev", Inner);
        _behind.Ip("route", "add", router, "dev", Inner, "src", address);
        _behind.Ip("route", "replace", "default", "via", router, "dev", Inner, "src", address);
    }

    public void ConfigureIpv6(string address)
    {
        _behind.Ip("addr", "add", $"{address}/128", "dev", Inner, "nodad");
        _behind.Ip("-6", "route", "replace", "default", "via", "fe80::1", "dev", Inner);
    }

    /// <summary>It must still ask for its router's MAC as itself: nobody answers ARP of a VIP.</summary>
    public void AnswerAs(IPAddress vip)
    {
        _space.Run(() => Sysctl.Write("net.ipv4.conf.all.arp_announce", "2"));
        _behind.Ip("addr", "add", $"{vip}", "dev", "lo");
    }

    public void Respond(string name, params IEnumerable<int> ports) => _behind.Respond(name, ports);

    public string Shown() => HostInterface.Shown(Name);

    public Task<string> SettledAsync() => HostInterface.SettledAsync(Name);

    public Task IsFoundAgainAsync(string found) => HostInterface.IsFoundAgainAsync(Name, found);

    public void Dispose()
    {
        _taps?.Dispose();
        using var host = RouteSocket.Open();
        host.Delete(Name);
        host.Delete(Bridge);
        _space.Dispose();
        _behind.Dispose();
    }

    private static string Unique() => $"e2e{Guid.NewGuid():N}"[..12];
}
