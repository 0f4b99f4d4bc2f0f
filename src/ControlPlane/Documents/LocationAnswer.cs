using Ilb.ControlPlane.Configuration;
using Wire = Ilb.Contracts;

namespace Ilb.ControlPlane.Documents;

internal static class LocationAnswer
{
    public static Wire.LocationList Of(IEnumerable<string> names) => new() { Locations = [.. names.Select(Of)] };

    private static Wire.Location Of(string name) => new()
    {
        Name = name,
        DisplayName = name,
        AvailableServices = ["Compute", "PersistentVMRole", "HighMemory"],
        StorageCapabilities = new Wire.StorageCapabilities { StorageAccountTypes = [] },
        ComputeCapabilities = InstanceSize.Capabilities,
    };
}
