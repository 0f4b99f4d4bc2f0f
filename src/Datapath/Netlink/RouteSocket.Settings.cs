using System.Buffers.Binary;
using System.Net;
using Ilb.Datapath.Namespaces;
using Ilb.Forwarding.Kernel;

namespace Ilb.Datapath.Netlink;

/// <summary>Interfaces that move to another network namespace and back.</summary>
public sealed partial class RouteSocket
{
    private const int AddressPart = 8, RoutePart = 12;
    private const int RouteDestination = 1, RouteOut = 4, RouteGateway = 5, RoutePriority = 6, RouteHops = 9, RouteTable = 15, RouteVia = 18;
    private const byte Internet6 = 10, MainTable = 254, LocalTable = 255, Unicast = 1, LinkScope = 253;

    /// <summary>Its addresses and routes end here; where it arrives it is down.</summary>
    public void Move(Link link, NetworkNamespace to)
    {
        ArgumentNullException.ThrowIfNull(link);
        ArgumentNullException.ThrowIfNull(to);
        Do("move", link.Name, Change(RouteMessageType.NewLink).Link(link.Index).Attribute(IfNamespace, to.Descriptor));
    }

    /// <summary>The same, under another name there.</summary>
    public void Move(Link link, NetworkNamespace to, string name)
    {
        ArgumentNullException.ThrowIfNull(link);
        ArgumentNullException.ThrowIfNull(to);
        Do("move", link.Name, Change(RouteMessageType.NewLink).Link(link.Index).Attribute(IfNamespace, to.Descriptor).Attribute(IfName, name));
    }

    public void SetMac(Link link, MacAddress mac)
    {
        ArgumentNullException.ThrowIfNull(link);
        Do("set the address of", link.Name, Change(RouteMessageType.NewLink).Link(link.Index).Attribute(IfAddress, mac.ToArray()));
    }

    /// <summary>Makes it a port of a bridge again.</summary>
    public void SetMaster(Link link, Link master)
    {
        ArgumentNullException.ThrowIfNull(link);
        ArgumentNullException.ThrowIfNull(master);
        Do("make a port of a bridge", link.Name, Change(RouteMessageType.NewLink).Link(link.Index).Attribute(IfMaster, master.Index));
    }

    /// <summary>What an interface has now.</summary>
    public LinkSettings Settings(Link link)
    {
        ArgumentNullException.ThrowIfNull(link);
        return new LinkSettings(
            link.Up,
            [.. All("addresses", RouteMessageType.GetAddress, AddressPart).Where(address => BelongsTo(address, link) && !IsOfTheKernel(address))],
            [.. Routes().Where(route => RouteAttributes.Number(route, RoutePart, RouteOut) == link.Index && IsSetByHand(route)).OrderBy(HasGateway)]);
    }

    /// <summary>Gives an interface what it had elsewhere; what it has already is fine.</summary>
    /// <param name="onlyIpv4">The rest is left out.</param>
    public void Apply(Link link, LinkSettings settings, bool onlyIpv4 = false)
    {
        foreach (var step in Steps(link, settings, onlyIpv4))
            step();
    }

    /// <summary>The same one by one, for whoever goes on when the kernel refuses some of it.</summary>
    public IReadOnlyList<Action> Steps(Link link, LinkSettings settings, bool onlyIpv4 = false)
    {
        ArgumentNullException.ThrowIfNull(link);
        ArgumentNullException.ThrowIfNull(settings);
        var addresses = settings.Addresses.Where(address => !onlyIpv4 || address[0] == InterNetwork).Select(address => (Action)(() => AddAgain(link, address)));
        if (!settings.Up)
            return [.. addresses];
        var routes = settings.Routes.Where(route => !onlyIpv4 || route[0] == InterNetwork).Select(route => (Action)(() => AddRouteAgain(link, route)));
        return [.. addresses, () => SetUp(link.Name), .. routes];
    }

    /// <summary>The interfaces that the default route leads through: the preferred one of each family.</summary>
    public IReadOnlySet<int> DefaultRouteLinks() =>
        Routes().Where(route => route[1] == 0 && route[4] == MainTable && route[7] == Unicast)
            .GroupBy(route => route[0])
            .SelectMany(family => family.Where(route => Priority(route) == family.Min(Priority)))
            .SelectMany(OutOf)
            .ToHashSet();

    /// <summary>What comes in from an interface is routed only if it is for this prefix.</summary>
    public void RouteOnly(string from, IPAddress first, int prefixLength)
    {
        ArgumentNullException.ThrowIfNull(first);
        const byte lookUp = 1, blackhole = 6;
        const int firstPriority = 100;
        AddRule(from, lookUp, firstPriority, first, prefixLength);
        AddRule(from, blackhole, firstPriority + 1, first, 0);
    }

    private void AddRule(string from, byte action, int priority, IPAddress first, int prefixLength)
    {
        const int destination = 1, inInterface = 3, rulePriority = 6;
        var part = new byte[12];
        (part[0], part[1], part[4], part[7]) = (Family(first), (byte)prefixLength, MainTable, action);
        var message = New(RouteMessageType.NewRule).Fixed(part).Attribute(inInterface, from).Attribute(rulePriority, priority);
        DoUnlessThere("add rule", from, prefixLength == 0 ? message : message.Attribute(destination, first.GetAddressBytes()));
    }

    private void AddAgain(Link link, byte[] address)
    {
        const int broadcast = 4, label = 3, lifetimes = 6, longFlags = 8, metric = 9;
        var body = (byte[])address.Clone();
        BinaryPrimitives.WriteInt32LittleEndian(body.AsSpan(4), link.Index);
        var message = new RouteMessage(RouteMessageType.NewAddress, RequestFlags.Acknowledge | RequestFlags.Create | RequestFlags.Replace);
        Do("add an address again to", link.Name, RouteAttributes.CopyTo(
            message, body, AddressPart, [PeerAddress, LocalAddress, label, broadcast, lifetimes, longFlags, metric]));
    }

    private void AddRouteAgain(Link link, byte[] route)
    {
        const int preferredSource = 7, metrics = 8, preference = 20, onLink = 4;
        var body = (byte[])route.Clone();
        // The others tell of the moment, e.g. that there was no carrier.
        BinaryPrimitives.WriteInt32LittleEndian(body.AsSpan(8), BinaryPrimitives.ReadInt32LittleEndian(body.AsSpan(8)) & onLink);
        var message = new RouteMessage(RouteMessageType.NewRoute, RequestFlags.Acknowledge | RequestFlags.Create | RequestFlags.Append);
        DoUnlessThere("add a route again to", link.Name, RouteAttributes.CopyTo(
            message, body, RoutePart, [RouteDestination, RouteGateway, RoutePriority, preferredSource, metrics, RouteTable, RouteVia, preference])
            .Attribute(RouteOut, link.Index));
    }

    private void DoUnlessThere(string operation, string subject, RouteMessage message)
    {
        const int exists = 17;
        try
        {
            Do(operation, subject, message);
        }
        catch (NetlinkException problem) when (problem.Error == exists)
        {
            // What was asked for is so.
        }
    }

    private List<byte[]> Routes() => All("routes", RouteMessageType.GetRoute, RoutePart);

    private List<byte[]> All(string subject, RouteMessageType type, int fixedPart)
    {
        var bodies = new List<byte[]>();
        Dump(subject, new RouteMessage(type, RequestFlags.Dump).Fixed(new byte[fixedPart]), body => bodies.Add(body.ToArray()));
        return bodies;
    }

    private static bool BelongsTo(byte[] address, Link link) => BinaryPrimitives.ReadInt32LittleEndian(address.AsSpan(4)) == link.Index;

    /// <summary>The link-local address of IPv6 comes by itself.</summary>
    private static bool IsOfTheKernel(byte[] address) => address[0] == Internet6 && address[3] == LinkScope;

    /// <summary>Neither made by the kernel for an address nor learned from a router, which will tell it again.</summary>
    private static bool IsSetByHand(byte[] route)
    {
        const byte kernel = 2, routerAdvertisement = 9;
        return route[7] == Unicast && route[4] != LocalTable && route[5] is not (kernel or routerAdvertisement);
    }

    private static bool HasGateway(byte[] route) => RouteAttributes.In(route, RoutePart).Any(a => a.Type is RouteGateway or RouteVia);

    private static uint Priority(byte[] route) => (uint)(RouteAttributes.Number(route, RoutePart, RoutePriority) ?? 0);

    /// <summary>One interface, or those of the next hops (struct rtnexthop: length, flags, hops, interface).</summary>
    private static IEnumerable<int> OutOf(byte[] route)
    {
        foreach (var (type, value) in RouteAttributes.In(route, RoutePart))
        {
            var (start, length) = value.GetOffsetAndLength(route.Length);
            if (type == RouteOut)
                yield return BinaryPrimitives.ReadInt32LittleEndian(route.AsSpan(start));
            for (var at = start; type == RouteHops && at + 8 <= start + length; at += Math.Max(8, (int)BinaryPrimitives.ReadUInt16LittleEndian(route.AsSpan(at))))
                yield return BinaryPrimitives.ReadInt32LittleEndian(route.AsSpan(at + 4));
        }
    }
}
