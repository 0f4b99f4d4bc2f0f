namespace Ilb.ControlPlane.Documents;

/// <summary>Elements of a role that are kept only to be returned; the keys of a machine's echo.</summary>
internal static class EchoedElements
{
    public const string Label = "Label";
    public const string MediaLocation = "MediaLocation";
    public const string HostCaching = "OSVirtualHardDisk/HostCaching";
    public const string DiskLabel = "OSVirtualHardDisk/DiskLabel";
    public const string MediaLink = "OSVirtualHardDisk/MediaLink";
    public const string GuestAgent = "ProvisionGuestAgent";
}
