using Ilb.Datapath.Counters;
using Ilb.Model.Feed;
using Ilb.Model.Snapshots;

namespace Ilb.Agent.Metrics;

/// <summary>What the kernel counted, at one moment, and the endpoints it was counted for.</summary>
/// <param name="Verdicts">Packets per verdict name.</param>
/// <param name="Flows">Open balanced flows per backend slot index, as the last sweep found them.</param>
/// <param name="Evictions">Flows that nobody had answered and that gave way to new ones.</param>
internal sealed record NodeReading(
    EndpointLabels Endpoints,
    IReadOnlyDictionary<string, ulong> Verdicts,
    IReadOnlyDictionary<Slot, EndpointTraffic> Frontends,
    IReadOnlyDictionary<Slot, EndpointTraffic> Backends,
    IReadOnlyList<Drop> Drops,
    IReadOnlyDictionary<uint, int> Flows,
    IReadOnlyList<TableFill> Tables,
    ulong Evictions);
