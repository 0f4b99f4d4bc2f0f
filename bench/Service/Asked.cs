namespace Ilb.Bench.Service;

/// <summary>A request, ready to be sent again and again.</summary>
internal sealed record Asked(HttpMethod Method, string Path, byte[]? Body = null);
