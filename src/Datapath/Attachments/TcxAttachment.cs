using System.Runtime.InteropServices;
using Ilb.Datapath.Libbpf;
using Ilb.Datapath.Programs;

namespace Ilb.Datapath.Attachments;

/// <summary>A tcx link at the ingress of a device, pinned so that it outlives this process.</summary>
internal static unsafe class TcxAttachment
{
    private const int TcxIngress = 46;
    private const int NotSupported = 22; // EINVAL: the kernel does not know the attach type

    /// <summary>Attaches; where the pinned link already sits on this device, it gets this program in place of its own. False where the kernel has no tcx.</summary>
    internal static bool TryAttach(BpfProgram program, int ifindex, string device, string pin)
    {
        if (TryReplace(program, ifindex, device, pin))
            return true;
        Detach(pin);
        var link = Native.CreateLink(program.Descriptor, ifindex, TcxIngress, 0);
        if (link < 0)
        {
            return Marshal.GetLastPInvokeError() == NotSupported
                ? false
                : throw KernelException.Last("attach", $"program {program} to {device} (tcx)");
        }

        try
        {
            if (Native.Pin(link, pin) != 0)
                throw KernelException.Last("pin", pin);
            return true;
        }
        finally
        {
            _ = Native.Close(link);
        }
    }

    /// <summary>Taking away the only reference removes the program from the device, if there still is one.</summary>
    internal static void Detach(string pin) => File.Delete(pin);

    /// <summary>No packet is without one of both programs meanwhile. False if there is no link, or it is not on this device.</summary>
    private static bool TryReplace(BpfProgram program, int ifindex, string device, string pin)
    {
        var link = File.Exists(pin) ? Native.OpenPin(pin) : -1;
        if (link < 0)
            return false;
        try
        {
            TcxLinkDescription description = default;
            var size = (uint)sizeof(TcxLinkDescription);
            if (Native.Describe(link, &description, &size) != 0 || description.Interface != ifindex)
                return false;
            return Native.UpdateLink(link, program.Descriptor, 0) == 0
                ? true
                : throw KernelException.Last("replace", $"the program of {device} by {program}");
        }
        finally
        {
            _ = Native.Close(link);
        }
    }
}
