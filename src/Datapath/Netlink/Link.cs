using Ilb.Forwarding.Kernel;

namespace Ilb.Datapath.Netlink;

/// <summary>An interface as the kernel lists it.</summary>
/// <param name="Index">Unique within its namespace.</param>
/// <param name="Mtu">Bytes.</param>
public sealed record Link(int Index, string Name, MacAddress Mac, int Mtu, bool Up)
{
    /// <summary>Index of the bridge or bond whose port it is; 0 when it is nobody's.</summary>
    public int Master { get; init; }

    /// <summary>What made it: "veth", "tun" (of which taps are), "bridge"; empty for a device.</summary>
    public string Kind { get; init; } = "";

    public override string ToString() => $"{Index}: {Name} {Mac}";
}
