namespace Ilb.Demo;

/// <summary>One row of the demo's table.</summary>
/// <param name="Good">Whether what was seen is what was promised.</param>
internal sealed record Finding(string What, string Promised, string Seen, bool Good);
