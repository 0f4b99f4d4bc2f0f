using System.Net;
using System.Net.Sockets;
using System.Text;
using Ilb.Datapath.Namespaces;
using Ilb.Datapath.Netlink;

namespace Ilb.Agent.Machines;

/// <summary>
/// ilb's own network namespace, where the host sides of all ports live: the host's routing and firewall stay untouched. Machines
/// see one address in it, the one that probes come from.
/// </summary>
public sealed class SwitchNamespace : IDisposable
{
    /// <summary>Where probes of machines without a default route of their own come from, as in Azure.</summary>
    public static readonly IPAddress ProbeSource = IPAddress.Parse("168.63.129.16");

    /// <summary>
    /// The same address in the well-known prefix of RFC 6052: it stands for an IPv4 host, so no network's prefix can hold it, and unlike a
    /// link-local one it can be named in a server's own rules without an interface.
    /// </summary>
    public static readonly IPAddress Ipv6ProbeSource = IPAddress.Parse("64:ff9b::168.63.129.16");

    /// <summary>Of sockets that may find machines by IPv6. Without it an answer of the kernel itself would go to whoever has the address in any network.</summary>
    private const int ProbeMark = 1;

    private readonly NetworkNamespace _namespace;
    private readonly NamespaceThread _thread;

    private SwitchNamespace(NetworkNamespace opened)
    {
        _namespace = opened;
        _thread = new NamespaceThread(opened);
        Routes = _thread.Run(RouteSocket.Open);
    }

    public RouteSocket Routes { get; }

    /// <summary>Opens it; makes it first unless it is there. What is set here is the same each time.</summary>
    public static SwitchNamespace Ensure(Installation installation)
    {
        ArgumentNullException.ThrowIfNull(installation);
        var path = installation.SwitchNamespace;
        var opened = new SwitchNamespace(NetworkNamespace.Exists(path) ? NetworkNamespace.Open(path) : NetworkNamespace.Create(path));
        opened._thread.Run(SetDefaults);
        opened.Routes.SetUp("lo");
        var loopback = opened.Routes.Find("lo")!.Index;
        opened.Routes.AddAddress(loopback, ProbeSource, 32);
        if (Socket.OSSupportsIPv6)
        {
            opened.Routes.AddAddress(loopback, Ipv6ProbeSource, 128);
            opened.Routes.EnsureRule(new RoutingRule((int)RoutingTable.Probes, RoutingTable.Probes) { Mark = ProbeMark, IsIpv6 = true });
        }

        return opened;
    }

    /// <summary>Runs short, synchronous work inside, e.g. what resolves interface indexes.</summary>
    public T Run<T>(Func<T> work) => _thread.Run(work);

    /// <summary>A TCP socket for a probe: from <see cref="ProbeSource"/> of that family, through one port only.</summary>
    public Socket ProbeSocket(string device, AddressFamily family) => _thread.Run(() =>
    {
        const int socketLevel = 1, bindToDevice = 25, mark = 36;
        var socket = new Socket(family, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.SetRawSocketOption(socketLevel, bindToDevice, Encoding.ASCII.GetBytes(device + '\0'));
            socket.SetRawSocketOption(socketLevel, mark, BitConverter.GetBytes(ProbeMark));
            socket.Bind(new IPEndPoint(family == AddressFamily.InterNetworkV6 ? Ipv6ProbeSource : ProbeSource, 0));
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    });

    public void Dispose()
    {
        Routes.Dispose();
        _thread.Dispose();
        _namespace.Dispose();
    }

    /// <summary>Before any port is made: an interface takes its defaults when it is born.</summary>
    private static bool SetDefaults()
    {
        Sysctl.Write("net.ipv6.conf.default.disable_ipv6", "1");
        Sysctl.Write("net.ipv4.ip_forward", "0");
        Sysctl.Write("net.ipv4.conf.all.rp_filter", "0");
        Sysctl.Write("net.ipv4.conf.default.rp_filter", "0");
        return true;
    }
}
