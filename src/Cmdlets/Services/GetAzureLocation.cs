using System.Management.Automation;

namespace Ilb.Cmdlets;

/// <summary>Shows where services can be created.</summary>
[Cmdlet(VerbsCommon.Get, "AzureLocation")]
[OutputType(typeof(LocationsContext))]
public sealed class GetAzureLocation : ServiceCmdlet
{
    protected override void Execute()
    {
        foreach (var location in Call((client, cancel) => client.GetLocationsAsync(cancel)).Locations)
            WriteObject(Describe(new LocationsContext
            {
                DisplayName = location.DisplayName,
                Name = location.Name,
                AvailableServices = location.AvailableServices ?? [],
                WebWorkerRoleSizes = location.ComputeCapabilities?.WebWorkerRoleSizes ?? [],
                VirtualMachineRoleSizes = location.ComputeCapabilities?.VirtualMachinesRoleSizes ?? [],
                StorageAccountTypes = location.StorageCapabilities?.StorageAccountTypes ?? [],
            }));
    }
}
