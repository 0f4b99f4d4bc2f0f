using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Ilb.Datapath.Libbpf;

namespace Ilb.Datapath.Programs;

/// <summary>Keeps libbpf's last messages off stderr and at hand for the exception: they hold the verifier's reason.</summary>
internal static unsafe class LibbpfLog
{
    private const int Kept = 60;
    private static readonly Lock s_gate = new();
    private static readonly Queue<string> s_lines = new();

    internal static void Start() => Native.SetPrint(&Print);

    internal static string Tail()
    {
        lock (s_gate)
            return string.Join('\n', s_lines);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Print(int level, byte* format, nint arguments)
    {
        const int Debug = 2, Size = 16_384;
        if (level >= Debug)
            return 0;
        var buffer = stackalloc byte[Size];
        var length = Math.Min(Native.Format(buffer, Size, format, arguments), Size - 1);
        lock (s_gate)
        {
            foreach (var line in Encoding.UTF8.GetString(buffer, length).TrimEnd().Split('\n'))
                s_lines.Enqueue(line);
            while (s_lines.Count > Kept)
                s_lines.Dequeue();
        }

        return 0;
    }
}
