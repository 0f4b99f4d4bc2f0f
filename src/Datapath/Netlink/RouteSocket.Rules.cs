using System.Buffers.Binary;
using System.Net;

namespace Ilb.Datapath.Netlink;

/// <summary>Routing rules.</summary>
public sealed partial class RouteSocket
{
    /// <summary>One that is there already is fine.</summary>
    public void EnsureRule(RoutingRule rule)
    {
        const int exists = 17;
        try
        {
            AddRule(rule);
        }
        catch (NetlinkException problem) when (problem.Error == exists)
        {
            // What was asked for is so.
        }
    }

    public void AddRule(RoutingRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        Do("add rule", rule.ToString(), Rule(New(RouteMessageType.NewRule), rule));
    }

    /// <summary>One that is gone already is fine.</summary>
    public void RemoveRule(RoutingRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        try
        {
            Do("remove rule", rule.ToString(), Rule(Change(RouteMessageType.DeleteRule), rule));
        }
        catch (NetlinkException problem) when (problem.NotFound)
        {
            // What was asked for is so.
        }
    }

    private static RouteMessage Rule(RouteMessage message, RoutingRule rule)
    {
        const byte lookUp = 1, unreachable = 7;
        const int inverted = 2, to = 1, source = 2, inInterface = 3, priority = 6, mark = 10, shortestPrefix = 14, table = 15, outInterface = 17;
        var part = new byte[12];
        (part[0], part[1], part[2]) = (rule.IsIpv6 ? Internet6 : InterNetwork, WholeOf(rule.To), WholeOf(rule.Source));
        (part[4], part[7]) = ((byte)(rule.Table ?? 0), rule.Table is null ? unreachable : lookUp);
        BinaryPrimitives.WriteInt32LittleEndian(part.AsSpan(8), rule.IsInverted ? inverted : 0);
        message.Fixed(part).Attribute(priority, rule.Priority);
        if (rule.From is { } device)
            message.Attribute(inInterface, device);
        if (rule.To is { } address)
            message.Attribute(to, address.GetAddressBytes());
        if (rule.Source is { } sender)
            message.Attribute(source, sender.GetAddressBytes());
        if (rule.Through is { } outer)
            message.Attribute(outInterface, outer);
        if (rule.Mark is { } marked)
            message.Attribute(mark, marked);
        if (rule.WithoutDefault)
            message.Attribute(shortestPrefix, 0);
        if ((int)(rule.Table ?? 0) > byte.MaxValue)
            message.Attribute(table, (int)rule.Table!);
        return message;
    }

    private static byte WholeOf(IPAddress? address) => (byte)(address is null ? 0 : 8 * address.GetAddressBytes().Length);

    /// <summary>The kernel's own first rule: every address of this namespace is its own. Others must say so of some, or nobody is reached.</summary>
    public void RemoveLocalRule()
    {
        const byte lookUp = 1;
        const int table = 15;
        var part = new byte[12];
        (part[0], part[4], part[7]) = (InterNetwork, (byte)RoutingTable.Local, lookUp);
        Do("remove rule", "0", new RouteMessage(RouteMessageType.DeleteRule, RequestFlags.Acknowledge).Fixed(part).Attribute(table, (int)RoutingTable.Local));
    }
}
