using System.Runtime.InteropServices;

namespace Ilb.Packets.Lab;

/// <summary>Runs something in a network namespace, on a thread of its own: pool threads must never change theirs.</summary>
internal static partial class Namespaces
{
    private const int Network = 0x4000_0000;

    internal static T In<T>(string name, Func<T> work)
    {
        T result = default!;
        Exception? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                using var handle = File.OpenHandle($"/run/netns/{name}");
                if (Enter((int)handle.DangerousGetHandle(), Network) != 0)
                    throw new InvalidOperationException($"cannot enter {name}: errno {Marshal.GetLastPInvokeError()}");
                result = work();
            }
            catch (Exception e)
            {
                failure = e;
            }
        });
        thread.Start();
        thread.Join();
        return failure is null ? result : throw new InvalidOperationException(failure.Message, failure);
    }

    internal static void In(string name, Action work) => In(name, () =>
    {
        work();
        return 0;
    });

    [LibraryImport("libc", EntryPoint = "setns", SetLastError = true)]
    private static partial int Enter(int descriptor, int kind);
}
