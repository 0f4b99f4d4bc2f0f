using System.Collections.Generic;
using Ilb.Contracts.Xml;

namespace Ilb.Contracts;

/// <summary>A virtual machine.</summary>
public sealed class Role
{
    public string? RoleName { get; set; }

    public string? OsVersion { get; set; }

    /// <summary>PersistentVMRole.</summary>
    public string? RoleType { get; set; }

    public List<ConfigurationSet>? ConfigurationSets { get; set; }

    public string? VMImageName { get; set; }

    public string? MediaLocation { get; set; }

    public string? AvailabilitySetName { get; set; }

    public string? Label { get; set; }

    public OSVirtualHardDisk? OSVirtualHardDisk { get; set; }

    public string? RoleSize { get; set; }

    public bool? ProvisionGuestAgent { get; set; }

    /// <summary>Whether the list of data disks is written, of which there are none: answers about machines have it.</summary>
    public bool ListsDataDisks { get; set; }

    /// <summary>Elements of this one that are accepted and not used.</summary>
    public List<string> Unused { get; set; } = [];

    internal static readonly Shape<Role> Shape = new Shape<Role>()
        .Text(d => d.RoleName, required: true)
        .Text(d => d.OsVersion)
        .Text(d => d.RoleType)
        .List(d => d.ConfigurationSets, "ConfigurationSet", ConfigurationSet.Shape)
        .Unused(d => d.Unused, "ResourceExtensionReferences")
        .Text(d => d.VMImageName)
        .Text(d => d.MediaLocation)
        .Text(d => d.AvailabilitySetName)
        .UnusedList(d => d.Unused, "DataVirtualHardDisks", d => d.ListsDataDisks)
        .Text(d => d.Label)
        .Node(d => d.OSVirtualHardDisk, OSVirtualHardDisk.Shape)
        .Text(d => d.RoleSize)
        .Ignored("DefaultWinRmCertificateThumbprint")
        .Flag(d => d.ProvisionGuestAgent)
        .Ignored("VMImageInput", "DebugSettings", "LicenseType", "MigrationState")
        .TypedAs(d => d.RoleType);
}
