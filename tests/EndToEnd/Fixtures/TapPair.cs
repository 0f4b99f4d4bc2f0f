using System.Runtime.InteropServices;
using System.Text;
using Ilb.Datapath.Namespaces;
using Ilb.Datapath.Netlink;
using Microsoft.Win32.SafeHandles;

namespace Ilb.EndToEnd.Fixtures;

/// <summary>
/// Stands for a virtual machine: a tap of the calling thread's namespace, whose file this process holds, as QEMU does; and the kernel of
/// another namespace as the guest, whose network card is a tap as well. What one of them sends is written to the other.
/// </summary>
internal sealed partial class TapPair : IDisposable
{
    private const int LongestFrame = 65536;

    private readonly SafeFileHandle _host, _guest;
    private readonly Action _remove;

    public TapPair(string host, string guest, NetworkNamespace inside)
    {
        _host = Make(host);
        _guest = inside.Run(() => Make(guest));
        Pump(_host, _guest);
        Pump(_guest, _host);
        _remove = () =>
        {
            Remove(host);
            inside.Run(() => Remove(guest));
        };
    }

    /// <summary>Who waits for a frame holds the file: that ends with the device.</summary>
    public void Dispose()
    {
        _host.Dispose();
        _guest.Dispose();
        _remove();
    }

    private static void Remove(string name)
    {
        using var routes = RouteSocket.Open();
        routes.Delete(name);
    }

    private static SafeFileHandle Make(string name)
    {
        const nuint setInterface = 0x400454ca; // TUNSETIFF
        const short tap = 2, noHeader = 0x1000; // IFF_TAP, IFF_NO_PI
        var file = File.OpenHandle("/dev/net/tun", FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        var request = new byte[40]; // struct ifreq
        Encoding.ASCII.GetBytes(name, request);
        BitConverter.TryWriteBytes(request.AsSpan(16), (short)(tap | noHeader));
        return Control(file, setInterface, request) == 0
            ? file
            : throw new InvalidOperationException($"no tap {name}: error {Marshal.GetLastPInvokeError()}");
    }

    private static void Pump(SafeFileHandle from, SafeFileHandle to) => new Thread(() =>
    {
        var frame = new byte[LongestFrame];
        try
        {
            while (true)
                if (Read(from, frame, LongestFrame) is var length && (length < 0 || Write(to, frame, length) < 0))
                    Thread.Yield(); // one of both is down
        }
        catch (ObjectDisposedException)
        {
            // Both are gone.
        }
    })
    { IsBackground = true, Name = "tap" }.Start();

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int Control(SafeFileHandle file, nuint request, byte[] argument);

    [LibraryImport("libc", EntryPoint = "read")]
    private static partial nint Read(SafeFileHandle file, byte[] buffer, nint length);

    [LibraryImport("libc", EntryPoint = "write")]
    private static partial nint Write(SafeFileHandle file, byte[] buffer, nint length);
}
