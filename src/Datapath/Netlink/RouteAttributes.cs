using System.Buffers.Binary;

namespace Ilb.Datapath.Netlink;

/// <summary>The attributes behind the fixed part of an address or a route that the kernel told.</summary>
internal static class RouteAttributes
{
    /// <summary>Type and where its value is.</summary>
    public static IEnumerable<(int Type, Range Value)> In(byte[] body, int fixedLength)
    {
        for (var at = fixedLength; at + 4 <= body.Length;)
        {
            var size = BinaryPrimitives.ReadUInt16LittleEndian(body.AsSpan(at));
            if (size < 4)
                yield break;
            yield return (BinaryPrimitives.ReadUInt16LittleEndian(body.AsSpan(at + 2)) & 0x3fff, (at + 4)..Math.Min(body.Length, at + size));
            at += (size + 3) & ~3;
        }
    }

    /// <summary>A number of four bytes; null when there is none of that type.</summary>
    public static int? Number(byte[] body, int fixedLength, int type)
    {
        foreach (var (found, value) in In(body, fixedLength))
            if (found == type)
                return BinaryPrimitives.ReadInt32LittleEndian(body.AsSpan(value));
        return null;
    }

    /// <summary>A request with the same fixed part and those of the attributes that may be asked for.</summary>
    public static RouteMessage CopyTo(RouteMessage message, byte[] body, int fixedLength, ReadOnlySpan<int> types)
    {
        message.Fixed(body.AsSpan(0, fixedLength));
        foreach (var (type, value) in In(body, fixedLength))
            if (types.Contains(type))
                message.Attribute(type, body.AsSpan(value));
        return message;
    }
}
