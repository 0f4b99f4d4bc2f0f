using System.Collections.Immutable;
using Wire = Ilb.Contracts;

namespace Ilb.ControlPlane.Configuration;

/// <summary>A size that the classic service offered in 2014.</summary>
/// <param name="Cores">0 stands for a shared core.</param>
/// <param name="MemoryMb">Megabytes of memory.</param>
/// <param name="DataDisks">How many data disks a machine took.</param>
internal sealed record InstanceSize(string Name, int Cores, int MemoryMb, int DataDisks)
{
    public static ImmutableArray<InstanceSize> All { get; } =
    [
        new("ExtraSmall", 0, 768, 1),
        new("Small", 1, 1792, 2),
        new("Medium", 2, 3584, 4),
        new("Large", 4, 7168, 8),
        new("ExtraLarge", 8, 14336, 16),
        new("A5", 2, 14336, 4),
        new("A6", 4, 28672, 8),
        new("A7", 8, 57344, 16),
        new("A8", 8, 57344, 16),
        new("A9", 16, 114688, 16),
        new("Basic_A0", 0, 768, 1),
        new("Basic_A1", 1, 1792, 2),
        new("Basic_A2", 2, 3584, 4),
        new("Basic_A3", 4, 7168, 8),
        new("Basic_A4", 8, 14336, 16),
    ];

    /// <summary>0 for a shared core, and for a size that is not known.</summary>
    public static int CoresOf(string? name) => All.FirstOrDefault(size => string.Equals(size.Name, name, StringComparison.OrdinalIgnoreCase))?.Cores ?? 0;

    /// <summary>Roles are machines like others, so every size is for both.</summary>
    public static Wire.ComputeCapabilities Capabilities => new()
    {
        WebWorkerRoleSizes = [.. All.Select(size => size.Name)],
        VirtualMachinesRoleSizes = [.. All.Select(size => size.Name)],
    };
}
