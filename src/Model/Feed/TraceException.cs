namespace Ilb.Model.Feed;

/// <summary>The node can't try a packet now.</summary>
public sealed class TraceException(string message) : Exception(message);
