using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Ilb.Datapath.Netlink;

/// <summary>
/// Whether the kernel encrypts ESP packets itself. The only sure way to know is to ask for a security association: without ESP or
/// AES-GCM, or where modules can't be loaded, it is refused.
/// </summary>
public static class EspSupport
{
    private const int Transform = 6, NewAssociation = 0x10, DeleteAssociation = 0x11, Acknowledge = 2;
    private const int AssociationBytes = 224, IdBytes = 24, Spi = 0x494c4231;

    /// <summary>Of the network namespace of the calling thread, which must be root's.</summary>
    public static bool IsThere()
    {
        using var socket = NetlinkLibrary.Socket(NetlinkLibrary.AddressFamily, NetlinkLibrary.Raw | NetlinkLibrary.CloseOnExec, Transform);
        if (socket.IsInvalid || Ask(socket, Add()) != 0)
            return false;
        Ask(socket, Remove());
        return true;
    }

    /// <summary>struct xfrm_usersa_info with an aead algorithm; from and to 127.0.0.1, for nobody's packets.</summary>
    private static byte[] Add()
    {
        const int idAt = 56, sourceAt = 80, lifetimesAt = 96, familyAt = 212, tunnel = 1, aead = 18, key = 20;
        var part = new byte[AssociationBytes];
        Id(part.AsSpan(idAt));
        Loopback(part.AsSpan(sourceAt));
        for (var limit = 0; limit < 4; limit++)
            BinaryPrimitives.WriteUInt64LittleEndian(part.AsSpan(lifetimesAt + (8 * limit)), ulong.MaxValue);
        BinaryPrimitives.WriteUInt16LittleEndian(part.AsSpan(familyAt), 2);
        part[familyAt + 2] = tunnel;
        var algorithm = new byte[64 + 8 + key];
        Encoding.ASCII.GetBytes("rfc4106(gcm(aes))").CopyTo(algorithm, 0);
        BinaryPrimitives.WriteInt32LittleEndian(algorithm.AsSpan(64), key * 8);
        BinaryPrimitives.WriteInt32LittleEndian(algorithm.AsSpan(68), 128);
        return Message(NewAssociation, part, (aead, algorithm));
    }

    private static byte[] Remove()
    {
        var part = new byte[IdBytes];
        Loopback(part);
        BinaryPrimitives.WriteInt32BigEndian(part.AsSpan(16), Spi);
        BinaryPrimitives.WriteUInt16LittleEndian(part.AsSpan(20), 2);
        part[22] = 50;
        return Message(DeleteAssociation, part, null);
    }

    private static void Id(Span<byte> id)
    {
        Loopback(id);
        BinaryPrimitives.WriteInt32BigEndian(id[16..], Spi);
        id[20] = 50;
    }

    private static void Loopback(Span<byte> address) => (address[0], address[3]) = (127, 1);

    private static byte[] Message(ushort type, byte[] part, (ushort Type, byte[] Value)? attribute)
    {
        const ushort request = 1 | 4;
        var message = new byte[16 + part.Length + (attribute is { } one ? 4 + one.Value.Length : 0)];
        BinaryPrimitives.WriteInt32LittleEndian(message, message.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(message.AsSpan(4), type);
        BinaryPrimitives.WriteUInt16LittleEndian(message.AsSpan(6), request);
        part.CopyTo(message, 16);
        if (attribute is { } added)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(message.AsSpan(16 + part.Length), (ushort)(4 + added.Value.Length));
            BinaryPrimitives.WriteUInt16LittleEndian(message.AsSpan(18 + part.Length), added.Type);
            added.Value.CopyTo(message, 20 + part.Length);
        }

        return message;
    }

    /// <summary>0, or a negative errno.</summary>
    private static unsafe int Ask(SafeFileHandle socket, byte[] message)
    {
        var answer = new byte[4096];
        fixed (byte* sent = message, received = answer)
        {
            if (NetlinkLibrary.Send(socket, sent, message.Length, 0) < 0 || NetlinkLibrary.Receive(socket, received, answer.Length, 0) < 20)
                return -Marshal.GetLastPInvokeError();
        }

        return BinaryPrimitives.ReadUInt16LittleEndian(answer.AsSpan(4)) == Acknowledge ? BinaryPrimitives.ReadInt32LittleEndian(answer.AsSpan(16)) : -1;
    }
}
