namespace Ilb.Model.Feed;

/// <summary>What one side of a flow sent.</summary>
/// <param name="Packets">As on a wire: a segmented one counts as what it becomes.</param>
/// <param name="Bytes">Of IP packets, those that are segmented later with one header.</param>
public readonly record struct Traffic(ulong Packets, ulong Bytes);
