using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Ilb.Datapath.Namespaces;

/// <summary>
/// A network namespace pinned at a path, so that it lives without a process. A thread that enters one never returns to the pool,
/// and must not start others: they would be born inside. So what runs inside stays synchronous and queues nothing.
/// </summary>
public sealed class NetworkNamespace : IDisposable
{
    private readonly SafeFileHandle _handle;

    private NetworkNamespace(string path, SafeFileHandle handle) => (Path, _handle) = (path, handle);

    public string Path { get; }

    /// <summary>Of the open namespace file, for netlink and setns.</summary>
    public int Descriptor => (int)_handle.DangerousGetHandle();

    /// <summary>Makes a namespace and pins it; a file left there by a creation that was cut short is replaced.</summary>
    public static NetworkNamespace Create(string path)
    {
        Delete(path);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.Create(path).Dispose();
        OnThread(() =>
        {
            Check("make", path, NamespaceLibrary.Unshare(NamespaceLibrary.NewNetwork));
            Check("pin", path, NamespaceLibrary.Mount("/proc/thread-self/ns/net", path, null, NamespaceLibrary.Bind, null));
            return 0;
        });
        return Open(path);
    }

    /// <summary>Whether a whole namespace is pinned there.</summary>
    public static bool Exists(string path)
    {
        Span<long> status = stackalloc long[16];
        return NamespaceLibrary.Statfs(path, status) == 0 && status[0] == NamespaceLibrary.NamespaceFilesystem;
    }

    /// <summary>What tells this namespace from every other one that there is now, whatever path leads to it.</summary>
    public ulong Identity
    {
        get
        {
            const int emptyPath = 0x1000, inode = 4;
            const uint inodeNumber = 0x100;
            Span<ulong> status = stackalloc ulong[32];
            Check("look at", Path, NamespaceLibrary.Statx(Descriptor, "", emptyPath, inodeNumber, status));
            return status[inode];
        }
    }

    /// <summary>Whether a namespace of whatever kind is one of networks.</summary>
    public bool IsOfNetworks
    {
        get
        {
            const int typeOfNamespace = 0xb703; // NS_GET_NSTYPE
            return NamespaceLibrary.Control(Descriptor, typeOfNamespace) == NamespaceLibrary.NewNetwork;
        }
    }

    public static NetworkNamespace Open(string path)
    {
        try
        {
            return new NetworkNamespace(path, File.OpenHandle(path));
        }
        catch (IOException)
        {
            const int noSuchFile = 2;
            throw new NamespaceException("open", path, noSuchFile);
        }
    }

    /// <summary>Removes the pin; the namespace ends with its last process and socket. Nothing there is fine.</summary>
    public static void Delete(string path)
    {
        if (!File.Exists(path))
            return;
        if (Exists(path))
            Check("unpin", path, NamespaceLibrary.Unmount(path, NamespaceLibrary.Detach));
        File.Delete(path);
    }

    /// <summary>Runs something on a thread of its own inside and waits for it.</summary>
    public T Run<T>(Func<T> work) => OnThread(() =>
    {
        Enter();
        return work();
    });

    public void Run(Action work) => Run(() =>
    {
        work();
        return 0;
    });

    public void Dispose() => _handle.Dispose();

    /// <summary>Moves the calling thread inside, for good.</summary>
    internal void Enter() => Check("enter", Path, NamespaceLibrary.SetNamespace(Descriptor, NamespaceLibrary.NewNetwork));

    private static T OnThread<T>(Func<T> work)
    {
        T? result = default;
        Exception? problem = null;
        var thread = new Thread(() =>
        {
            try
            {
                result = work();
            }
            catch (Exception thrown)
            {
                problem = thrown;
            }
        }, 256 * 1024);
        thread.Start();
        thread.Join();
        if (problem is not null)
            ExceptionDispatchInfo.Throw(problem);
        return result!;
    }

    private static void Check(string operation, string path, int result)
    {
        if (result != 0)
            throw new NamespaceException(operation, path, Marshal.GetLastPInvokeError());
    }
}
