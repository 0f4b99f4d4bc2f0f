using System.Buffers.Binary;
using System.Text;

namespace Ilb.Datapath.Netlink;

/// <summary>A request to rtnetlink: header, the fixed part of its kind, attributes. Numbers are in host order.</summary>
internal sealed class RouteMessage
{
    public const int HeaderLength = 16;

    private byte[] _bytes = new byte[256];
    private int _length = HeaderLength;

    public RouteMessage(RouteMessageType type, RequestFlags flags)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(_bytes.AsSpan(4), (ushort)type);
        BinaryPrimitives.WriteUInt16LittleEndian(_bytes.AsSpan(6), (ushort)(flags | RequestFlags.Request));
    }

    /// <summary>struct ifinfomsg.</summary>
    public RouteMessage Link(int index = 0, bool up = false)
    {
        var part = Extend(16);
        BinaryPrimitives.WriteInt32LittleEndian(part[4..], index);
        BinaryPrimitives.WriteUInt32LittleEndian(part[8..], up ? 1u : 0);
        BinaryPrimitives.WriteUInt32LittleEndian(part[12..], up ? 1u : 0);
        return this;
    }

    /// <summary>The fixed part of any other kind, as it is.</summary>
    public RouteMessage Fixed(ReadOnlySpan<byte> part)
    {
        part.CopyTo(Extend(part.Length));
        return this;
    }

    public RouteMessage Attribute(int type, ReadOnlySpan<byte> value)
    {
        var padded = (4 + value.Length + 3) & ~3;
        var part = Extend(padded);
        BinaryPrimitives.WriteUInt16LittleEndian(part, (ushort)(4 + value.Length));
        BinaryPrimitives.WriteUInt16LittleEndian(part[2..], (ushort)type);
        value.CopyTo(part[4..]);
        return this;
    }

    public RouteMessage Attribute(int type, string text) => Attribute(type, Encoding.UTF8.GetBytes(text + '\0'));

    public RouteMessage Attribute(int type, int number)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
        return Attribute(type, bytes);
    }

    /// <summary>An attribute that holds what <paramref name="content"/> appends.</summary>
    public RouteMessage Nest(int type, Action<RouteMessage> content)
    {
        var start = _length;
        BinaryPrimitives.WriteUInt16LittleEndian(Extend(4)[2..], (ushort)type);
        content(this);
        BinaryPrimitives.WriteUInt16LittleEndian(_bytes.AsSpan(start), (ushort)(_length - start));
        return this;
    }

    public ReadOnlySpan<byte> Finish(uint sequence)
    {
        BinaryPrimitives.WriteInt32LittleEndian(_bytes, _length);
        BinaryPrimitives.WriteUInt32LittleEndian(_bytes.AsSpan(8), sequence);
        return _bytes.AsSpan(0, _length);
    }

    private Span<byte> Extend(int length)
    {
        if (_length + length > _bytes.Length)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + length));
        var part = _bytes.AsSpan(_length, length);
        _length += length;
        return part;
    }
}
