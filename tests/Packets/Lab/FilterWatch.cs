using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Ilb.Datapath.Netlink;
using Microsoft.Win32.SafeHandles;

namespace Ilb.Packets.Lab;

/// <summary>Is told by the kernel what becomes of traffic control in a network namespace (rtnetlink(7), RTMGRP_TC).</summary>
internal sealed partial class FilterWatch : IDisposable
{
    private const int HeaderBytes = 16, TypeAt = 4, DontWait = 0x40;
    private readonly SafeFileHandle _socket;

    internal FilterWatch(string space) => _socket = Namespaces.In(space, Listen);

    /// <summary>Since the last time, oldest first: the kernel tells it before whoever changed something goes on.</summary>
    internal unsafe IReadOnlyList<FilterChange> Seen()
    {
        var seen = new List<FilterChange>();
        var buffer = new byte[65536];
        fixed (byte* first = buffer)
        {
            while (NetlinkLibrary.Receive(_socket, first, buffer.Length, DontWait) is > 0 and var length)
                seen.AddRange(TypesIn(buffer.AsSpan(0, (int)length)));
        }

        return seen;
    }

    public void Dispose() => _socket.Dispose();

    private static List<FilterChange> TypesIn(ReadOnlySpan<byte> messages)
    {
        var types = new List<FilterChange>();
        while (messages.Length >= HeaderBytes)
        {
            types.Add((FilterChange)BinaryPrimitives.ReadUInt16LittleEndian(messages[TypeAt..]));
            var length = (BinaryPrimitives.ReadInt32LittleEndian(messages) + 3) & ~3;
            messages = messages[Math.Min(messages.Length, length)..];
        }

        return types;
    }

    private static unsafe SafeFileHandle Listen()
    {
        var socket = NetlinkLibrary.Socket(NetlinkLibrary.AddressFamily, NetlinkLibrary.Raw | NetlinkLibrary.CloseOnExec, NetlinkLibrary.RouteProtocol);
        var address = new NetlinkAddress { Family = NetlinkLibrary.AddressFamily, Groups = 8 }; // RTMGRP_TC
        return Bind(socket, &address, sizeof(NetlinkAddress)) == 0
            ? socket
            : throw new InvalidOperationException($"cannot listen to rtnetlink: errno {Marshal.GetLastPInvokeError()}");
    }

    [LibraryImport("libc", EntryPoint = "bind", SetLastError = true)]
    private static unsafe partial int Bind(SafeFileHandle socket, NetlinkAddress* address, int length);

    /// <summary>struct sockaddr_nl of linux/netlink.h.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct NetlinkAddress
    {
        internal ushort Family;
        private readonly ushort _padding;
        private readonly uint _port;
        internal uint Groups;
    }
}

/// <summary>RTM_… of linux/rtnetlink.h.</summary>
internal enum FilterChange
{
    QdiscMade = 36,
    QdiscRemoved = 37,
    FilterSet = 44,
    FilterRemoved = 45,
}
