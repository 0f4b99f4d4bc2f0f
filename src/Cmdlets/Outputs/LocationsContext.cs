using System.Collections.Generic;

namespace Ilb.Cmdlets;

/// <summary>A place where services can be created.</summary>
public sealed class LocationsContext : ManagementOperationContext
{
    public string? DisplayName { get; set; }

    public string? Name { get; set; }

    public List<string> AvailableServices { get; set; } = [];

    public List<string> WebWorkerRoleSizes { get; set; } = [];

    public List<string> VirtualMachineRoleSizes { get; set; } = [];

    public List<string> StorageAccountTypes { get; set; } = [];
}
