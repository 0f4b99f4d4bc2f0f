using Ilb.Contracts.Xml;

namespace Ilb.Contracts;

/// <summary>The disk a machine starts from; only the image matters here.</summary>
public sealed class OSVirtualHardDisk
{
    public string? HostCaching { get; set; }

    public string? DiskLabel { get; set; }

    public string? DiskName { get; set; }

    public string? MediaLink { get; set; }

    public string? SourceImageName { get; set; }

    public string? OS { get; set; }

    public string? RemoteSourceImageLink { get; set; }

    public string? IOType { get; set; }

    public int? ResizedSizeInGB { get; set; }

    internal static readonly Shape<OSVirtualHardDisk> Shape = new Shape<OSVirtualHardDisk>()
        .Text(d => d.HostCaching)
        .Text(d => d.DiskLabel)
        .Text(d => d.DiskName)
        .Text(d => d.MediaLink)
        .Text(d => d.SourceImageName)
        .Text(d => d.OS)
        .Text(d => d.RemoteSourceImageLink)
        .Text(d => d.IOType)
        .Number(d => d.ResizedSizeInGB);
}
