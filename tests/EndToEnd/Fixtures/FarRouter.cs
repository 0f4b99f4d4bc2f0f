using System.Net;
using Ilb.Datapath.Namespaces;

namespace Ilb.EndToEnd.Fixtures;

/// <summary>
/// A router inside a site, which has an address of its own kind and, before a server that does not know, a link of 1300 bytes only. To
/// the rest of the server's prefix it knows no way.
/// </summary>
internal sealed class FarRouter : IDisposable
{
    public const string Links = "192.0.2.16/28";

    private readonly NetworkNamespace _router = NetworkNamespace.Create($"/run/ilb-router-{Guid.NewGuid():N}");
    private readonly NetworkNamespace _server = NetworkNamespace.Create($"/run/ilb-server-{Guid.NewGuid():N}");

    public FarRouter(OnPremises site)
    {
        using (var gateway = NetworkNamespace.Open(site.Namespace))
            gateway.Run(() =>
            {
                HostLink.Ip("link", "add", "inner", "type", "veth", "peer", "name", "outer", "netns", _router.Path);
                Bring("inner", "192.0.2.17/30");
                return HostLink.Ip("route", "add", "10.2.7.0/24", "via", "192.0.2.18");
            });
        _router.Run(() =>
        {
            Sysctl.Write("net.ipv4.ip_forward", "1");
            HostLink.Ip("link", "add", "inner", "mtu", "1300", "type", "veth", "peer", "name", "outer", "netns", _server.Path);
            Bring("outer", "192.0.2.18/30");
            Bring("inner", "192.0.2.21/30");
            HostLink.Ip("route", "add", "10.1.0.0/16", "via", "192.0.2.17");
            return HostLink.Ip("route", "add", "10.2.7.7/32", "via", "192.0.2.22");
        });
        _server.Run(() =>
        {
            Bring("lo", $"{Server}/32");
            Bring("outer", "192.0.2.22/30");
            return HostLink.Ip("route", "add", "default", "via", "192.0.2.21", "src", $"{Server}");
        });
        Place = new MachinePlace(_server.Path, "server", Server);
    }

    public static IPAddress Server { get; } = IPAddress.Parse("10.2.7.7");

    public static IPAddress Nobody { get; } = IPAddress.Parse("10.2.7.8");

    public MachinePlace Place { get; }

    public void Dispose()
    {
        Place.Dispose();
        foreach (var space in (NetworkNamespace[])[_server, _router])
        {
            space.Dispose();
            NetworkNamespace.Delete(space.Path);
        }
    }

    private static void Bring(string link, string address)
    {
        HostLink.Ip("addr", "add", address, "dev", link);
        HostLink.Ip("link", "set", link, "up");
    }
}
