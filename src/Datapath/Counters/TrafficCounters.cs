using Ilb.Datapath.Maps;
using Ilb.Forwarding.Kernel;
using Ilb.Model.Snapshots;

namespace Ilb.Datapath.Counters;

/// <summary>What went through frontends, or backends, added up over processors. What an earlier tenant of a slot had does not count.</summary>
internal sealed class TrafficCounters(int descriptor, string name)
{
    private readonly CounterMap<uint, EndpointTrafficValue> _map = new(descriptor, name);

    internal IReadOnlyDictionary<Slot, EndpointTraffic> Of(IEnumerable<Slot> slots)
    {
        var generations = slots.ToDictionary(slot => slot.Index, slot => slot.Generation);
        var traffic = new Dictionary<Slot, EndpointTraffic>(generations.Count);
        _map.Read((int)generations.Keys.DefaultIfEmpty().Max() + 1, (index, values) =>
        {
            if (generations.TryGetValue(index, out var generation))
                traffic[new Slot(index, generation)] = Sum(generation, values);
        });
        return traffic;
    }

    private static EndpointTraffic Sum(uint generation, ReadOnlySpan<EndpointTrafficValue> values)
    {
        var sum = new EndpointTraffic();
        foreach (ref readonly var value in values)
            sum = value.Generation == generation ? sum.Plus(value) : sum;
        return sum;
    }
}
