using System.Collections.Immutable;
using Ilb.Bench.Report;

namespace Ilb.Bench.Loads;

/// <summary>What is measured of each path, and what the project wants of ilb relative to a peer, by the peer's name.</summary>
internal sealed record Quantity(string Title, string Unit)
{
    public ImmutableDictionary<string, Goal> Goals { get; init; } = ImmutableDictionary<string, Goal>.Empty;
}
