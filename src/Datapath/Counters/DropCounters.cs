using Ilb.Datapath.Maps;
using Ilb.Forwarding.Kernel;
using Ilb.Model.Snapshots;

namespace Ilb.Datapath.Counters;

/// <summary>Packets of endpoints that did not arrive, by what they were counted under, added up over processors.</summary>
internal sealed class DropCounters(int descriptor)
{
    private readonly CounterMap<DropKey, ulong> _map = new(descriptor, "drops");

    internal IReadOnlyList<Drop> Read()
    {
        var drops = new List<Drop>();
        _map.Read(int.MaxValue, (key, packets) => drops.Add(new Drop(
            new Slot(key.Frontend, key.FrontendGeneration),
            new Slot(key.Backend, key.BackendGeneration),
            Name(key.Verdict),
            key.IsToClient != 0,
            Sum(packets))));
        return drops;
    }

    /// <summary>The counters outlive a version; a newer one may have had verdicts that this one does not know.</summary>
    private static string Name(uint verdict) => verdict < Verdict.Names.Count ? Verdict.Names[(int)verdict] : "unknown";

    /// <summary>Those of frontends that are no more make room.</summary>
    internal void KeepOnly(IReadOnlySet<Slot> frontends)
    {
        var gone = new List<DropKey>();
        _map.Read(int.MaxValue, (key, _) =>
        {
            if (!frontends.Contains(new Slot(key.Frontend, key.FrontendGeneration)))
                gone.Add(key);
        });
        gone.ForEach(_map.Remove);
    }

    private static ulong Sum(ReadOnlySpan<ulong> packets)
    {
        var sum = 0UL;
        foreach (var count in packets)
            sum += count;
        return sum;
    }
}
