namespace Ilb.Datapath.Netlink;

/// <summary>How large packets on an interface may be, in bytes.</summary>
/// <param name="Mtu">Of an IP packet on a wire.</param>
/// <param name="Segments">Of one before segmentation; 65,536 to 512 K. Kernels before 6.3 know 65,536 only and ignore it.</param>
public readonly record struct LinkSize(int Mtu, int Segments)
{
    /// <summary>The kernel's own choice.</summary>
    public const int Usual = 65536;

    /// <summary>A stream costs by the packet here, so fewer and larger ones are faster (ADR 10).</summary>
    public static LinkSize Of(int mtu) => new(mtu, 3 * Usual);
}
