using System.Runtime.InteropServices;
using Ilb.Datapath.Libbpf;
using Ilb.Datapath.Programs;

namespace Ilb.Datapath.Attachments;

/// <summary>A tcx link at the ingress of a device, pinned so that it outlives this process.</summary>
internal static unsafe class TcxAttachment
{
    private const int TcxIngress = 46;
    private const int NotSupported = 22; // EINVAL: the kernel does not know the attach type

    /// <summary>Attaches unless the pinned link already sits on this device. False where the kernel has no tcx.</summary>
    internal static bool TryAttach(BpfProgram program, int ifindex, string device, string pin)
    {
        if (Interface(pin) == ifindex)
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

    /// <summary>Where the pinned link sits; 0 when its device is gone, null without a link.</summary>
    private static uint? Interface(string pin)
    {
        var link = File.Exists(pin) ? Native.OpenPin(pin) : -1;
        if (link < 0)
            return null;
        TcxLinkDescription description = default;
        var size = (uint)sizeof(TcxLinkDescription);
        var known = Native.Describe(link, &description, &size) == 0;
        _ = Native.Close(link);
        return known ? description.Interface : null;
    }
}
