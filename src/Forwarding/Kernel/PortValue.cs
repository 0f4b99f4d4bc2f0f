using System.Runtime.InteropServices;

namespace Ilb.Forwarding.Kernel;

/// <summary>What the kernel knows of a port. Ifindex is that of its host side in ilb's namespace; Mac that of the machine's side.</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct PortValue(
    uint Ifindex,
    uint Generation,
    uint Network,
    uint Mtu,
    KernelAddress Address,
    MacAddress Mac,
    PortOptions Flags,
    byte Zero = 0,
    KernelAddress Address6 = default);

[Flags]
public enum PortOptions : byte
{
    None = 0,

    /// <summary>Deliver with bpf_redirect: a tap has no peer.</summary>
    Tap = 1,

    /// <summary>Its packets may also have sources of the sites that routes lead to through it.</summary>
    Gateway = 2,
}
