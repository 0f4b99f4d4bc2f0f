using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Ilb.Datapath.Netlink;

internal static partial class NetlinkLibrary
{
    internal const int AddressFamily = 16, Raw = 3, CloseOnExec = 0x80000, RouteProtocol = 0;

    [LibraryImport("libc", EntryPoint = "socket", SetLastError = true)]
    internal static partial SafeFileHandle Socket(int family, int type, int protocol);

    [LibraryImport("libc", EntryPoint = "send", SetLastError = true)]
    internal static unsafe partial nint Send(SafeFileHandle socket, byte* bytes, nint length, int flags);

    [LibraryImport("libc", EntryPoint = "recv", SetLastError = true)]
    internal static unsafe partial nint Receive(SafeFileHandle socket, byte* bytes, nint length, int flags);
}
