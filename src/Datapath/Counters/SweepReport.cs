using Ilb.Datapath.Maps;
using Ilb.Datapath.Programs;
using Ilb.Forwarding.Kernel;
using Ilb.Model.Feed;

namespace Ilb.Datapath.Counters;

/// <summary>What the last sweep found in the flow table: it looks at every flow anyhow, and reading them all here takes many times as long.</summary>
internal sealed class SweepReport(BpfObject loaded)
{
    private const int Ways = 8;

    private readonly BpfMap<uint, Sweep> _sweep = loaded.Map<uint, Sweep>("last_sweep");
    private readonly CounterMap<uint, SweptFlows> _perBackend = new(loaded.Map("swept_flows"), "swept_flows", isPerProcessor: false);
    private readonly CounterMap<uint, ulong> _evictions = new(loaded.Map("evictions"), "evictions");

    /// <param name="slots">Only of backends with lower ones.</param>
    internal IReadOnlyDictionary<uint, int> PerBackend(int slots)
    {
        var number = Last.Number;
        var flows = new Dictionary<uint, int>();
        _perBackend.Read(slots, (slot, found) =>
        {
            if (found[0].Flows > 0 && found[0].Sweep == number)
                flows[slot] = (int)found[0].Flows;
        });
        return flows;
    }

    internal IReadOnlyList<TableFill> Tables()
    {
        var last = Last;
        return [new("flows", last.Flows, Ways * (long)loaded.Capacity("flows") / 2), new("overflow", last.Overflow, Ways * (long)loaded.Capacity("overflow") / 2)];
    }

    internal ulong Evictions()
    {
        var sum = 0UL;
        _evictions.Read(1, (_, values) =>
        {
            foreach (var count in values)
                sum += count;
        });
        return sum;
    }

    private Sweep Last => _sweep.TryGet(0, out var last) ? last : default;
}
