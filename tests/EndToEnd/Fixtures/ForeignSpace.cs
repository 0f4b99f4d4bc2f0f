using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Ilb.Agent.Machines;
using Ilb.Datapath.Namespaces;
using Ilb.Datapath.Netlink;
using Ilb.Forwarding.Kernel;
using Ilb.Model.Snapshots;

namespace Ilb.EndToEnd.Fixtures;

/// <summary>
/// A network namespace that is nobody's of ilb, with an interface and a default route of its own, which leads to a place outside; and a
/// responder in it that calls itself by a name.
/// </summary>
internal sealed class ForeignSpace : IDisposable
{
    public const string Own = "192.0.2.1", Router = "192.0.2.7";

    private readonly NetworkNamespace _namespace;
    private readonly string _folder = Directory.CreateTempSubdirectory("ilb-foreign-").FullName;
    private Process? _responder;

    /// <param name="path">Null: another than any before.</param>
    public ForeignSpace(string? path = null)
    {
        Path = path ?? $"/run/ilb-foreign-{Guid.NewGuid():N}";
        _namespace = NetworkNamespace.Create(Path);
        using var routes = _namespace.Run(() =>
        {
            Sysctl.Write("net.ipv4.ping_group_range", "0 2147483647");
            return RouteSocket.Open();
        });
        using var outside = NetworkNamespace.Open(Outside.Path);
        using var far = outside.Run(RouteSocket.Open);
        routes.CreateVeth(new VethEnd("eth0", PortMac.Of(new Slot(1, 78))), new VethEnd("link", PortMac.Of(new Slot(2, 78))), outside, LinkSize.Of(1500));
        routes.SetUp("lo");
        routes.SetUp("eth0");
        far.SetUp("link");
        far.AddAddress(far.Find("link")!.Index, IPAddress.Parse(Router), 24);
        routes.AddAddress(routes.Find("eth0")!.Index, IPAddress.Parse(Own), 24);
        routes.AddDefaultRoute(routes.Find("eth0")!.Index, IPAddress.Parse(Router));
        Place = new MachinePlace(Path, "foreign", IPAddress.Any);
        Settle();
    }

    public string Path { get; }

    /// <summary>Where its own default route leads.</summary>
    public OutsidePlace Outside { get; } = new();

    public MachinePlace Place { get; }

    /// <summary>Whatever of it could be changed.</summary>
    public string Shown() => _namespace.Run(() => string.Concat(
        HostLink.Ip("-o", "addr"), HostLink.Ip("route", "show", "table", "all"), HostLink.Ip("-6", "route", "show", "table", "all"), HostLink.Ip("rule"), HostLink.Ip("-6", "rule"),
        File.ReadAllText("/proc/sys/net/ipv4/ip_forward"), File.ReadAllText("/proc/sys/net/ipv4/conf/all/rp_filter"), File.ReadAllText("/proc/sys/net/ipv4/conf/all/arp_announce"),
        File.ReadAllText("/proc/sys/net/ipv6/conf/default/disable_ipv6")));

    public void Ip(params string[] arguments) => _namespace.Run(() => HostLink.Ip(arguments));

    /// <summary>Starts ilb's responder in it, as anybody might start a server there.</summary>
    /// <returns>Its process.</returns>
    public int Respond(string name, params IEnumerable<int> ports)
    {
        var endpoints = ports.Select(port => new { name = $"p{port}", protocol = "tcp", localPort = port });
        File.WriteAllText($"{_folder}/endpoints.json", JsonSerializer.Serialize(new { machine = name, address = "", endpoints }));
        var start = new ProcessStartInfo("nsenter", [$"--net={Path}", "unshare", "--uts", "sh", "-c", $"hostname {name} && exec {MachineProgram.Locate()} respond {_folder}"]);
        start.RedirectStandardOutput = true;
        _responder = Process.Start(start)!;
        return _responder.Id;
    }

    /// <summary>The kernel's own addresses come when both ends are up.</summary>
    private void Settle()
    {
        try
        {
            Eventually.TrueAsync(
                () => Shown() is var shown && shown.Contains("inet6 fe80", StringComparison.Ordinal) && !shown.Contains("tentative", StringComparison.Ordinal),
                "its addresses are settled").GetAwaiter().GetResult();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public void EndResponder()
    {
        _responder?.Kill();
        _responder?.WaitForExit();
        _responder?.Dispose();
        _responder = null;
    }

    public void Dispose()
    {
        EndResponder();
        Place.Dispose();
        _namespace.Dispose();
        Outside.Dispose();
        NetworkNamespace.Delete(Path);
        Directory.Delete(_folder, recursive: true);
    }
}
