using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using Ilb.Datapath.Namespaces;
using Ilb.Forwarding.Kernel;
using Ilb.Model.Addressing;
using Microsoft.Win32.SafeHandles;

namespace Ilb.Datapath.Netlink;

/// <summary>
/// Interfaces, addresses, routes and neighbours of one network namespace: the one its maker's thread was in. Once made it may be
/// used from any thread; one request at a time.
/// </summary>
public sealed partial class RouteSocket : IDisposable
{
    private const int IfName = 3, IfAddress = 1, IfMtu = 4, IfMaster = 10, IfLinkInfo = 18, IfNamespace = 28, IfSegments = 63;
    private const int PeerAddress = 1, LocalAddress = 2;
    private const byte InterNetwork = 2;

    private readonly Lock _gate = new();
    private readonly byte[] _buffer = new byte[65536];
    private readonly SafeFileHandle _socket;
    private uint _sequence;

    private RouteSocket(SafeFileHandle socket) => _socket = socket;

    /// <summary>Opens one in the namespace of the calling thread.</summary>
    public static RouteSocket Open()
    {
        var socket = NetlinkLibrary.Socket(
            NetlinkLibrary.AddressFamily, NetlinkLibrary.Raw | NetlinkLibrary.CloseOnExec, NetlinkLibrary.RouteProtocol);
        return socket.IsInvalid
            ? throw new NetlinkException("open", "rtnetlink", Marshal.GetLastPInvokeError())
            : new RouteSocket(socket);
    }

    public void Dispose() => _socket.Dispose();

    /// <summary>Makes a veth pair, the far end in another namespace. Both are down: an end can't come up before it has its peer.</summary>
    public void CreateVeth(VethEnd near, VethEnd far, NetworkNamespace farNamespace, LinkSize size)
    {
        ArgumentNullException.ThrowIfNull(near);
        ArgumentNullException.ThrowIfNull(far);
        ArgumentNullException.ThrowIfNull(farNamespace);
        const int infoKind = 1, infoData = 2, peer = 1;
        Do("create veth", near.Name, New(RouteMessageType.NewLink).Link()
            .Attribute(IfName, near.Name).Attribute(IfAddress, near.Mac.ToArray()).Attribute(IfMtu, size.Mtu).Attribute(IfSegments, size.Segments)
            .Nest(IfLinkInfo, info => info.Attribute(infoKind, "veth").Nest(infoData, data => data.Nest(peer, end => end.Link()
                .Attribute(IfName, far.Name).Attribute(IfAddress, far.Mac.ToArray()).Attribute(IfMtu, size.Mtu)
                .Attribute(IfSegments, size.Segments).Attribute(IfNamespace, farNamespace.Descriptor)))));
    }

    public void SetUp(string name) => Do("bring up", name, Change(RouteMessageType.NewLink).Link(up: true).Attribute(IfName, name));

    /// <summary>Deletes an interface; of a veth pair both ends go. One that is gone already is fine.</summary>
    public void Delete(string name)
    {
        try
        {
            Do("delete", name, Change(RouteMessageType.DeleteLink).Link().Attribute(IfName, name));
        }
        catch (NetlinkException problem) when (problem.NotFound)
        {
            // What was asked for is so.
        }
    }

    /// <param name="scope">Where it is valid; one of <see cref="AddressScope.Host"/> is never chosen as the source of what goes out.</param>
    public void AddAddress(int link, IPAddress address, int prefixLength, AddressScope scope = AddressScope.Everywhere) =>
        Do("add address", $"{address}/{prefixLength}", Address(
            RouteMessageType.NewAddress, RequestFlags.Acknowledge | RequestFlags.Create | RequestFlags.Replace, link, address, prefixLength, scope));

    /// <summary>One that is gone already is fine.</summary>
    public void RemoveAddress(int link, IPAddress address, int prefixLength)
    {
        const int notAvailable = 99;
        try
        {
            Do("remove address", $"{address}/{prefixLength}", Address(
                RouteMessageType.DeleteAddress, RequestFlags.Acknowledge, link, address, prefixLength, AddressScope.Everywhere));
        }
        catch (NetlinkException problem) when (problem.NotFound || problem.Error == notAvailable)
        {
            // What was asked for is so.
        }
    }

    /// <summary>The addresses of an interface.</summary>
    /// <param name="family">Unspecified: of both.</param>
    public IReadOnlyList<IPAddress> Addresses(int link, AddressFamily family = AddressFamily.InterNetwork)
    {
        var addresses = new List<IPAddress>();
        var asked = family == AddressFamily.InterNetwork ? InterNetwork : family == AddressFamily.InterNetworkV6 ? Internet6 : (byte)0;
        Dump("addresses", new RouteMessage(RouteMessageType.GetAddress, RequestFlags.Dump).Fixed([asked, 0, 0, 0, 0, 0, 0, 0]), body =>
        {
            if (BinaryPrimitives.ReadInt32LittleEndian(body[4..]) == link && ReadAddress(body) is { } address)
                addresses.Add(address);
        });
        return addresses;
    }

    public bool HasAddress(int link, IPAddress address, int prefixLength)
    {
        var found = false;
        Dump("addresses", new RouteMessage(RouteMessageType.GetAddress, RequestFlags.Dump).Fixed([InterNetwork, 0, 0, 0, 0, 0, 0, 0]), body =>
            found |= BinaryPrimitives.ReadInt32LittleEndian(body[4..]) == link && body[1] == prefixLength && Equals(ReadAddress(body), address));
        return found;
    }

    public void AddDefaultRoute(int link, IPAddress gateway)
    {
        ArgumentNullException.ThrowIfNull(gateway);
        AddRoute(link, Family(gateway) == InterNetwork ? IpPrefix.EveryIpv4 : IpPrefix.EveryIpv6, gateway);
    }

    /// <param name="through">Null: whoever has such an address is on the link itself.</param>
    /// <param name="priority">Several routes to one destination need one each, the lowest wins; 0: the kernel's own.</param>
    public void AddRoute(int link, IpPrefix destination, IPAddress? through = null, RoutingTable table = RoutingTable.Main, int priority = 0)
    {
        const byte fixedByOperator = 4, linkScope = 253, unicast = 1;
        const int to = 1, outInterface = 4, gateway = 5;
        var part = new byte[12];
        (part[0], part[1], part[4], part[5], part[7]) = (Family(destination.FirstAddress), (byte)destination.Length, (byte)table, fixedByOperator, unicast);
        part[6] = through is null ? linkScope : (byte)0;
        var message = new RouteMessage(RouteMessageType.NewRoute, RequestFlags.Acknowledge | RequestFlags.Create | RequestFlags.Replace)
            .Fixed(part).Attribute(to, destination.FirstAddress.GetAddressBytes()).Attribute(outInterface, link);
        if (priority != 0)
            message.Attribute(RoutePriority, priority);
        if ((int)table > byte.MaxValue)
            message.Attribute(RouteTable, (int)table);
        Do("add route", $"{destination}", through is null ? message : message.Attribute(gateway, through.GetAddressBytes()));
    }

    /// <summary>An entry that is never asked for and never expires.</summary>
    public void AddNeighbour(int link, IPAddress address, MacAddress mac)
    {
        ArgumentNullException.ThrowIfNull(address);
        const ushort permanent = 0x80;
        const int destination = 1, linkAddress = 2;
        var part = new byte[12];
        part[0] = Family(address);
        BinaryPrimitives.WriteInt32LittleEndian(part.AsSpan(4), link);
        BinaryPrimitives.WriteUInt16LittleEndian(part.AsSpan(8), permanent);
        Do("add neighbour", address.ToString(), new RouteMessage(
                RouteMessageType.NewNeighbour, RequestFlags.Acknowledge | RequestFlags.Create | RequestFlags.Replace)
            .Fixed(part).Attribute(destination, address.GetAddressBytes()).Attribute(linkAddress, mac.ToArray()));
    }

    /// <summary>Null when there is none of that name.</summary>
    public Link? Find(string name) => List().FirstOrDefault(link => link.Name == name);

    public IReadOnlyList<Link> List()
    {
        var links = new List<Link>();
        Dump("interfaces", new RouteMessage(RouteMessageType.GetLink, RequestFlags.Dump).Link(), body => links.Add(ReadLink(body)));
        return links;
    }

    private static RouteMessage New(RouteMessageType type) =>
        new(type, RequestFlags.Acknowledge | RequestFlags.Create | RequestFlags.Exclusive);

    private static RouteMessage Change(RouteMessageType type) => new(type, RequestFlags.Acknowledge);

    private static byte Family(IPAddress address) => address.AddressFamily == AddressFamily.InterNetwork ? InterNetwork : Internet6;

    private static RouteMessage Address(
        RouteMessageType type, RequestFlags flags, int link, IPAddress address, int prefixLength, AddressScope scope)
    {
        ArgumentNullException.ThrowIfNull(address);
        const byte unchecked6 = 2; // IFA_F_NODAD: whoever gives it knows that nobody else has it
        var part = new byte[8];
        (part[0], part[1], part[3]) = (Family(address), (byte)prefixLength, (byte)scope);
        part[2] = part[0] == Internet6 ? unchecked6 : (byte)0;
        BinaryPrimitives.WriteInt32LittleEndian(part.AsSpan(4), link);
        return new RouteMessage(type, flags)
            .Fixed(part).Attribute(LocalAddress, address.GetAddressBytes()).Attribute(PeerAddress, address.GetAddressBytes());
    }

    /// <summary>Of IPv6 the kernel tells the local address only where there is another at the far end.</summary>
    private static IPAddress? ReadAddress(ReadOnlySpan<byte> body)
    {
        var either = body[0] == Internet6 ? PeerAddress : LocalAddress;
        for (var rest = body[8..]; rest.Length >= 4;)
        {
            var size = BinaryPrimitives.ReadUInt16LittleEndian(rest);
            if (BinaryPrimitives.ReadUInt16LittleEndian(rest[2..]) is var type && (type == LocalAddress || type == either))
                return new IPAddress(rest[4..size]);
            rest = rest[Math.Min(rest.Length, (size + 3) & ~3)..];
        }

        return null;
    }

    private void Dump(string subject, RouteMessage message, Action<ReadOnlySpan<byte>> item)
    {
        lock (_gate)
        {
            Send("list", subject, message);
            while (Receive("list", subject, item))
            {
            }
        }
    }

    private void Do(string operation, string subject, RouteMessage message)
    {
        lock (_gate)
        {
            Send(operation, subject, message);
            while (Receive(operation, subject, null))
            {
            }
        }
    }

    private unsafe void Send(string operation, string subject, RouteMessage message)
    {
        var bytes = message.Finish(++_sequence);
        fixed (byte* first = bytes)
        {
            if (NetlinkLibrary.Send(_socket, first, bytes.Length, 0) < 0)
                throw new NetlinkException(operation, subject, Marshal.GetLastPInvokeError());
        }
    }

    /// <summary>Reads one datagram; false when it ended the answer.</summary>
    private unsafe bool Receive(string operation, string subject, Action<ReadOnlySpan<byte>>? item)
    {
        nint length;
        fixed (byte* first = _buffer)
            length = NetlinkLibrary.Receive(_socket, first, _buffer.Length, 0);
        if (length < 0)
            throw new NetlinkException(operation, subject, Marshal.GetLastPInvokeError());
        for (var rest = _buffer.AsSpan(0, (int)length); rest.Length >= RouteMessage.HeaderLength;)
        {
            var size = BinaryPrimitives.ReadInt32LittleEndian(rest);
            var ours = BinaryPrimitives.ReadUInt32LittleEndian(rest[8..]) == _sequence;
            var body = rest[RouteMessage.HeaderLength..size];
            var type = (RouteMessageType)BinaryPrimitives.ReadUInt16LittleEndian(rest[4..]);
            rest = rest[Math.Min(rest.Length, (size + 3) & ~3)..];
            if (!ours)
                continue;
            if (type == RouteMessageType.Done)
                return false;
            if (type == RouteMessageType.Error)
                return BinaryPrimitives.ReadInt32LittleEndian(body) is var error && error == 0
                    ? false
                    : throw new NetlinkException(operation, subject, -error);
            item?.Invoke(body);
        }

        return true;
    }

    private static Link ReadLink(ReadOnlySpan<byte> body)
    {
        var link = new Link(
            BinaryPrimitives.ReadInt32LittleEndian(body[4..]), "", default, 0, (BinaryPrimitives.ReadUInt32LittleEndian(body[8..]) & 1) != 0);
        for (var rest = body[16..]; rest.Length >= 4;)
        {
            var size = BinaryPrimitives.ReadUInt16LittleEndian(rest);
            var value = rest[4..size];
            link = (BinaryPrimitives.ReadUInt16LittleEndian(rest[2..]) & 0x3fff) switch
            {
                IfName => link with { Name = Encoding.UTF8.GetString(value).TrimEnd('\0') },
                IfAddress when value.Length == 6 => link with { Mac = MacAddress.From(value) },
                IfMtu => link with { Mtu = BinaryPrimitives.ReadInt32LittleEndian(value) },
                IfMaster => link with { Master = BinaryPrimitives.ReadInt32LittleEndian(value) },
                IfLinkInfo => link with { Kind = KindIn(value) },
                _ => link,
            };
            rest = rest[Math.Min(rest.Length, (size + 3) & ~3)..];
        }

        return link;
    }

    private static string KindIn(ReadOnlySpan<byte> info)
    {
        const int kind = 1;
        foreach (var (type, value) in RouteAttributes.In(info.ToArray(), 0))
            if (type == kind)
                return Encoding.UTF8.GetString(info[value]).TrimEnd('\0');
        return "";
    }
}
