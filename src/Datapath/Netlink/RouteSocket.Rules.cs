using System.Buffers.Binary;

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
        const byte wholeAddress = 32, lookUp = 1, unreachable = 7;
        const int inverted = 2, to = 1, source = 2, inInterface = 3, priority = 6, mark = 10, shortestPrefix = 14, outInterface = 17;
        var part = new byte[12];
        (part[0], part[1], part[2]) = (rule.IsIpv6 ? Internet6 : InterNetwork, rule.To is null ? (byte)0 : wholeAddress, rule.Source is null ? (byte)0 : wholeAddress);
        (part[4], part[7]) = ((byte)(rule.Table ?? 0), rule.Table is null ? unreachable : lookUp);
        BinaryPrimitives.WriteInt32LittleEndian(part.AsSpan(8), rule.IsInverted ? inverted : 0);
        var message = New(RouteMessageType.NewRule).Fixed(part).Attribute(priority, rule.Priority);
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
        Do("add rule", rule.ToString(), message);
    }

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
