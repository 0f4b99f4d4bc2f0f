namespace Ilb.Declarations.Imports;

/// <summary>What the files do not say.</summary>
/// <param name="Service">The cloud service; of several VIPs each one has its own, numbered.</param>
/// <param name="Network">A virtual network that exists; null: one is made around the addresses.</param>
public sealed record ImportOptions(string Service, string? Network = null, string Location = "West US", string Image = "attached");
