using Ilb.Datapath.Libbpf;
using Ilb.Datapath.Programs;

namespace Ilb.Datapath.Attachments;

/// <summary>A direct-action filter on a clsact qdisc, for kernels before 6.6; it lives as long as the device.</summary>
internal static unsafe class ClsactAttachment
{
    private const int Ingress = 1;
    private const uint Replace = 1;
    private const int Exists = -17; // EEXIST
    private const int NotFound = -2; // ENOENT
    private const int NoQdisc = -22; // EINVAL
    private const int NoDevice = -19; // ENODEV

    internal static void Attach(BpfProgram program, int ifindex, string device)
    {
        var hook = Hook(ifindex);
        var created = Native.CreateHook(&hook);
        if (created != 0 && created != Exists)
            throw new KernelException("make a clsact qdisc on", device, -created);
        var options = Filter();
        options.Program = program.Descriptor;
        options.Flags = Replace;
        var attached = Native.AttachFilter(&hook, &options);
        if (attached != 0)
            throw new KernelException("attach", $"program {program} to {device} (clsact)", -attached);
    }

    internal static void Detach(int ifindex, string device)
    {
        var hook = Hook(ifindex);
        var options = Filter();
        var result = Native.DetachFilter(&hook, &options);
        if (result is not (0 or NotFound or NoQdisc or NoDevice))
            throw new KernelException("detach the program from", device, -result);
    }

    private static TcHook Hook(int ifindex) => new() { Size = (nuint)sizeof(TcHook), Interface = ifindex, AttachPoint = Ingress };

    private static TcOptions Filter() => new() { Size = (nuint)sizeof(TcOptions), Handle = 1, Priority = 1 };
}
