using System.Net;
using System.Net.Sockets;
using Ilb.Model.Addressing;

namespace Ilb.Datapath.Netlink;

/// <summary>What a namespace that is not ilb's leads to already.</summary>
public sealed partial class RouteSocket
{
    /// <summary>The destinations of the main table but the default route, whoever set them, and the interface that each leads through (0: none).</summary>
    public IReadOnlyList<(IpPrefix Destination, int Link)> Ways() =>
    [
        .. from route in Routes()
           where route[1] != 0 && route[4] == MainTable
           let destination = Destination(route)
           where destination is not null
           select (destination.Value, OutOf(route).FirstOrDefault()),
    ];

    /// <summary>Those of an interface in the main table that the kernel did not make by itself.</summary>
    public IReadOnlyList<IpPrefix> WaysThrough(Link link)
    {
        ArgumentNullException.ThrowIfNull(link);
        return [.. Settings(link).Routes.Where(route => route[4] == MainTable).Select(Destination).OfType<IpPrefix>()];
    }

    /// <summary>Of the main table; one that is gone already is fine.</summary>
    public void RemoveRoute(int link, IpPrefix destination)
    {
        var part = new byte[RoutePart];
        (part[0], part[1], part[4]) = (Family(destination.FirstAddress), (byte)destination.Length, MainTable);
        try
        {
            Do("remove route", $"{destination}", new RouteMessage(RouteMessageType.DeleteRoute, RequestFlags.Acknowledge)
                .Fixed(part).Attribute(RouteDestination, destination.FirstAddress.GetAddressBytes()).Attribute(RouteOut, link));
        }
        catch (NetlinkException problem) when (problem.NotFound)
        {
            // What was asked for is so.
        }
    }

    private static IpPrefix? Destination(byte[] route)
    {
        foreach (var (type, value) in RouteAttributes.In(route, RoutePart))
            if (type == RouteDestination)
                return IpPrefix.Around(new IPAddress(route.AsSpan(value)), route[1]);
        return route[1] != 0 ? null : route[0] == (byte)AddressFamily.InterNetwork ? IpPrefix.EveryIpv4 : IpPrefix.EveryIpv6;
    }
}
