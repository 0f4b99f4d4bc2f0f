using Ilb.Agent.Machines;
using Ilb.Datapath.Netlink;

namespace Ilb.Agent.Gateways;

/// <summary>Whether tunnels encrypt in the kernel; asked once, since the answer stays the same while the kernel does.</summary>
internal static class KernelEsp
{
    public const string Limitation = "this kernel has no ESP: gateways encrypt in userspace (kernel-libipsec), which is slower";

    private static readonly Lock s_gate = new();
    private static bool? s_isThere;

    public static bool IsThere(SwitchNamespace inside)
    {
        lock (s_gate)
            return s_isThere ??= inside.Run(EspSupport.IsThere);
    }
}
