using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Ilb.Datapath;

/// <summary>The kernel refused something. The message names the operation, the object and the kernel's reason.</summary>
public sealed class KernelException : Exception
{
    public KernelException(string operation, string on, int error, string? detail = null)
        : base($"Cannot {operation} {on}: {new Win32Exception(error).Message} (errno {error}){(detail is null ? "." : ".\n" + detail)}")
    {
        Operation = operation;
        On = on;
        Error = error;
    }

    /// <summary>What was tried, as a verb: "attach", "update", "load".</summary>
    public string Operation { get; }

    /// <summary>What it was tried on: a map, program, device or path.</summary>
    public string On { get; }

    /// <summary>errno of the call.</summary>
    public int Error { get; }

    /// <summary>Takes the errno that the last call left.</summary>
    internal static KernelException Last(string operation, string on) => new(operation, on, Marshal.GetLastPInvokeError());
}
