using System;
using System.Collections.Generic;
using System.Linq;
using Ilb.Contracts;

namespace Ilb.Cmdlets;

/// <summary>The configuration of a machine; changed in memory until New-AzureVM or Update-AzureVM sends it.</summary>
public sealed class PersistentVM : IPersistentVM
{
    private const string NetworkSet = "NetworkConfiguration";

    public PersistentVM() : this(new Role { RoleType = "PersistentVMRole", ConfigurationSets = [] }) { }

    internal PersistentVM(Role role)
    {
        Role = role;
        Role.ConfigurationSets ??= [];
    }

    public string? AvailabilitySetName { get => Role.AvailabilitySetName; set => Role.AvailabilitySetName = value; }

    public IList<ConfigurationSet> ConfigurationSets => Role.ConfigurationSets!;

    public string? Label { get => Role.Label; set => Role.Label = value; }

    public OSVirtualHardDisk? OSVirtualHardDisk { get => Role.OSVirtualHardDisk; set => Role.OSVirtualHardDisk = value; }

    public string? RoleName { get => Role.RoleName; set => Role.RoleName = value; }

    public string? RoleSize { get => Role.RoleSize; set => Role.RoleSize = value; }

    public string? RoleType { get => Role.RoleType; set => Role.RoleType = value; }

    internal Role Role { get; }

    /// <summary>The network settings; made where there are none.</summary>
    internal ConfigurationSet Network => SetOf(NetworkSet);

    internal List<InputEndpoint> Endpoints => Network.InputEndpoints ??= [];

    public PersistentVM GetInstance() => this;

    public override string ToString() => RoleName ?? "";

    internal InputEndpoint? FindEndpoint(string name) => Endpoints.FirstOrDefault(e => Names.Same(e.Name, name));

    internal ConfigurationSet SetOf(string type)
    {
        var set = ConfigurationSets.FirstOrDefault(s => Names.Same(s.ConfigurationSetType, type));
        if (set is not null) return set;
        set = new ConfigurationSet { ConfigurationSetType = type };
        ConfigurationSets.Add(set);
        return set;
    }
}
