using System.Management.Automation;
using Ilb.Contracts;

namespace Ilb.Cmdlets;

/// <summary>Describes a machine for New-AzureVM.</summary>
[Cmdlet(VerbsCommon.New, "AzureVMConfig", DefaultParameterSetName = "ImageName")]
[OutputType(typeof(PersistentVM))]
public sealed class NewAzureVMConfig : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    public string? Name { get; set; }

    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(SizeNames))]
    public string? InstanceSize { get; set; }

    [Parameter(Position = 2)]
    [ValidateSet("ReadWrite", "ReadOnly", IgnoreCase = true)]
    public string? HostCaching { get; set; }

    [Parameter(Position = 3)]
    public string? AvailabilitySetName { get; set; }

    [Parameter(Position = 4, ValueFromPipelineByPropertyName = true)]
    public string? Label { get; set; }

    [Parameter(ParameterSetName = "DiskName", Mandatory = true, Position = 5)]
    public string? DiskName { get; set; }

    [Parameter(ParameterSetName = "ImageName", Mandatory = true, Position = 5)]
    [ArgumentCompleter(typeof(ImageNames))]
    public string? ImageName { get; set; }

    [Parameter(ParameterSetName = "ImageName", Position = 6)]
    public string? MediaLocation { get; set; }

    [Parameter(ParameterSetName = "ImageName", Position = 7)]
    public string? DiskLabel { get; set; }

    protected override void ProcessRecord() => WriteObject(new PersistentVM
    {
        RoleName = Name,
        RoleSize = InstanceSize,
        AvailabilitySetName = AvailabilitySetName,
        Label = Label,
        OSVirtualHardDisk = new OSVirtualHardDisk
        {
            HostCaching = HostCaching,
            DiskLabel = DiskLabel,
            DiskName = DiskName,
            MediaLink = MediaLocation,
            SourceImageName = ImageName,
        },
    });
}
