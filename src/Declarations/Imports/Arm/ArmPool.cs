namespace Ilb.Declarations.Imports.Arm;

/// <summary>A pool that is referred to.</summary>
/// <param name="Balancer">Null: the reference does not tell it.</param>
internal sealed record ArmPool(string? Balancer, string Name);
