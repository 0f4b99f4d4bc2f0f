using System.Collections.Immutable;

namespace Ilb.Model.Desired;

/// <summary>The numbers the kernel sees, by the key of what they were given to (<see cref="AllocationKeys"/>).</summary>
/// <param name="TableSizes">Frontend key → prime size of its Maglev table; only grows while the frontend lives.</param>
public sealed record Allocations(
    SlotTable Networks,
    SlotTable Ports,
    SlotTable Frontends,
    SlotTable Backends,
    SlotTable Acls,
    ImmutableSortedDictionary<string, uint> TableSizes)
{
    public static Allocations Empty { get; } = new(
        SlotTable.Empty,
        SlotTable.Empty,
        SlotTable.Empty,
        SlotTable.Empty,
        SlotTable.Empty,
        ImmutableSortedDictionary.Create<string, uint>(StringComparer.Ordinal));
}
