using System.Collections.Generic;
using Ilb.Contracts.Xml;

namespace Ilb.Contracts;

/// <summary>A place where services can be created.</summary>
public sealed class Location
{
    public string? Name { get; set; }

    public string? DisplayName { get; set; }

    /// <summary>PersistentVMRole marks a location that takes virtual machines.</summary>
    public List<string>? AvailableServices { get; set; }

    public StorageCapabilities? StorageCapabilities { get; set; }

    public ComputeCapabilities? ComputeCapabilities { get; set; }

    internal static readonly Shape<Location> Shape = new Shape<Location>()
        .Text(d => d.Name, required: true)
        .Text(d => d.DisplayName)
        .Texts(d => d.AvailableServices, "AvailableService")
        .Node(d => d.StorageCapabilities, StorageCapabilities.Shape)
        .Node(d => d.ComputeCapabilities, ComputeCapabilities.Shape);
}
