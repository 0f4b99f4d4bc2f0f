using System.Runtime.InteropServices;

namespace Ilb.Machine.Kernel;

/// <summary>A step of a launch that the kernel refused, named as in the script.</summary>
internal sealed class LaunchException(string step, int error)
    : Exception($"{step}: {Marshal.GetPInvokeErrorMessage(error)}")
{
    public string Step { get; } = step;

    public int Error { get; } = error;
}
