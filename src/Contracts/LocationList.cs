using System.Collections.Generic;
using Ilb.Contracts.Xml;

namespace Ilb.Contracts;

/// <summary>All locations.</summary>
public sealed class LocationList
{
    public List<Location> Locations { get; set; } = [];

    internal static readonly Shape<LocationList> Shape = new Shape<LocationList>()
        .Items(d => d.Locations, "Location", Location.Shape);
}
