using System.Collections.Generic;
using Ilb.Contracts.Xml;

namespace Ilb.Contracts;

/// <summary>Network or provisioning settings of a role.</summary>
public sealed class ConfigurationSet
{
    /// <summary>NetworkConfiguration, WindowsProvisioningConfiguration or LinuxProvisioningConfiguration.</summary>
    public string? ConfigurationSetType { get; set; }

    public List<InputEndpoint>? InputEndpoints { get; set; }

    public List<string>? SubnetNames { get; set; }

    public string? StaticVirtualNetworkIPAddress { get; set; }

    public string? ComputerName { get; set; }

    public string? AdminUsername { get; set; }

    public string? HostName { get; set; }

    public string? UserName { get; set; }

    /// <summary>Elements of this one that are accepted and not used.</summary>
    public List<string> Unused { get; set; } = [];

    internal static readonly Shape<ConfigurationSet> Shape = new Shape<ConfigurationSet>()
        .Text(d => d.ConfigurationSetType, required: true)
        .List(d => d.InputEndpoints, "InputEndpoint", InputEndpoint.Shape)
        .Texts(d => d.SubnetNames, "SubnetName")
        .Text(d => d.StaticVirtualNetworkIPAddress)
        .Unused(d => d.Unused, "PublicIPs", "NetworkInterfaces", "NetworkSecurityGroup", "IPForwarding")
        .Text(d => d.ComputerName)
        .Ignored("AdminPassword", "ResetPasswordOnFirstLogon", "EnableAutomaticUpdates", "TimeZone", "DomainJoin", "StoredCertificateSettings", "WinRM")
        .Text(d => d.AdminUsername)
        .Ignored("AdditionalUnattendContent")
        .Text(d => d.HostName)
        .Text(d => d.UserName)
        .Ignored("UserPassword", "DisableSshPasswordAuthentication", "SSH", "CustomData")
        .TypedAs(d => d.ConfigurationSetType is null ? null : d.ConfigurationSetType + "Set");
}
