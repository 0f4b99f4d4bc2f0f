namespace Ilb.Declarations.Imports;

/// <summary>A server behind a virtual one.</summary>
/// <param name="Address">Null: it is not told.</param>
/// <param name="Port">Null: that of the virtual server.</param>
/// <param name="Weight">0 to 256, relative to the others.</param>
internal sealed record RealServer(string Name, string? Address, int? Port, long Line, int Weight = 1, bool IsBackup = false);
