using System.Runtime.InteropServices;

namespace Ilb.Datapath.Namespaces;

/// <summary>Signals to processes that are not ours to wait for.</summary>
public static partial class Signals
{
    public const int Interrupt = 2, Kill = 9, Terminate = 15;

    /// <summary>A process that is gone is fine.</summary>
    public static void Send(int process, int signal) => _ = KillProcess(process, signal);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int KillProcess(int process, int signal);
}
