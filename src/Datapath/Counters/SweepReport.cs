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
    private readonly BpfMap<uint, SweptFlows> _perBackend = loaded.Map<uint, SweptFlows>("swept_flows");
    private readonly PerProcessorMap<uint, ulong> _evictions = new(loaded.Map("evictions"), "evictions");

    internal IReadOnlyDictionary<uint, int> PerBackend()
    {
        var number = Last.Number;
        return _perBackend.Entries().Where(entry => entry.Value.Sweep == number).ToDictionary(entry => entry.Key, entry => (int)entry.Value.Flows);
    }

    internal IReadOnlyList<TableFill> Tables()
    {
        var last = Last;
        return [new("flows", last.Flows, Ways * (long)loaded.Capacity("flows")), new("overflow", last.Overflow, Ways * (long)loaded.Capacity("overflow"))];
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
