using System.Net;
using System.Net.Sockets;
using Ilb.Datapath.Namespaces;

namespace Ilb.EndToEnd.Fixtures;

/// <summary>The network namespace of a machine: sockets made here send and receive as the machine does.</summary>
internal sealed class MachinePlace : IDisposable
{
    private const int EveryProtocol = 3, AnyIpProtocol = 255;

    private readonly NetworkNamespace _namespace;
    private readonly NamespaceThread _thread;

    public MachinePlace(string path, string name, IPAddress address)
    {
        (Path, Name, Address) = (path, name, address);
        _namespace = NetworkNamespace.Open(path);
        _thread = new NamespaceThread(_namespace);
    }

    /// <summary>The pin of its network namespace.</summary>
    public string Path { get; }

    public string Name { get; }

    public IPAddress Address { get; }

    public Socket Tcp(AddressFamily family = AddressFamily.InterNetwork) =>
        _thread.Run(() => new Socket(family, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true });

    public Socket Udp(AddressFamily family = AddressFamily.InterNetwork) => _thread.Run(() => new Socket(family, SocketType.Dgram, ProtocolType.Udp));

    /// <summary>An ICMP echo socket: the kernel chooses the identifier and hands over the replies.</summary>
    public Socket Ping(AddressFamily family = AddressFamily.InterNetwork) => _thread.Run(() => new Socket(
        family, SocketType.Dgram, family == AddressFamily.InterNetwork ? ProtocolType.Icmp : ProtocolType.IcmpV6));

    /// <summary>Sends IPv4 packets as they are written, source included.</summary>
    public Socket Raw() => _thread.Run(() => new Socket(AddressFamily.InterNetwork, SocketType.Raw, (ProtocolType)AnyIpProtocol));

    /// <summary>Sends TCP over IPv6 as it is written behind a header of the kernel's.</summary>
    public Socket RawTcp() => _thread.Run(() => new Socket(AddressFamily.InterNetworkV6, SocketType.Raw, ProtocolType.Tcp));

    /// <summary>A packet socket (packet(7)) that sees whatever reaches or leaves the machine.</summary>
    public Socket Packets() => _thread.Run(() => new Socket(
        AddressFamily.Packet, SocketType.Raw, (ProtocolType)IPAddress.HostToNetworkOrder((short)EveryProtocol)));

    public void Dispose()
    {
        _thread.Dispose();
        _namespace.Dispose();
    }
}
