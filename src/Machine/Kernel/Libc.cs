using System.Runtime.InteropServices;

namespace Ilb.Machine.Kernel;

/// <summary>The two functions a child may call between clone and exec: neither allocates, locks, nor yields to the collector.</summary>
internal static partial class Libc
{
    [SuppressGCTransition]
    [LibraryImport("libc", EntryPoint = "syscall")]
    internal static partial nint Call(nint number, nint a0, nint a1, nint a2, nint a3, nint a4, nint a5);

    /// <summary>The same for calls that block: the collector may run meanwhile.</summary>
    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    internal static partial nint CallBlocking(nint number, nint a0, nint a1, nint a2, nint a3, nint a4, nint a5);

    [SuppressGCTransition]
    [LibraryImport("libc", EntryPoint = "__errno_location")]
    internal static unsafe partial int* ErrorLocation();
}
