namespace Ilb.Model.Feed;

/// <summary>Where in a Maglev table a connection's hash fell.</summary>
public sealed record TracedPlace(uint Place, uint Size);
