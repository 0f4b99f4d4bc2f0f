using Ilb.Model.Feed;
using Ilb.Model.Snapshots;

namespace Ilb.Unit.ControlPlane;

/// <summary>Stands for a node whose flow table is a list.</summary>
/// <param name="trace">What it says of a packet.</param>
internal sealed class FlowList(IReadOnlyList<Flow> flows, Func<TraceQuery, TraceAnswer?>? trace = null) : INodeView
{
    public TraceAnswer? Trace(TraceQuery query) => trace?.Invoke(query);

    public IReadOnlyDictionary<string, ulong> Verdicts() => new Dictionary<string, ulong>();

    public IReadOnlyDictionary<uint, int> FlowsPerBackend() => new Dictionary<uint, int>();

    public FlowAnswer Flows(FlowQuery query) => query.Of(flows);

    public void EachFlow(FlowQuery query, Action<Flow> look)
    {
        foreach (var flow in query.Among(flows))
            look(flow);
    }

    public IReadOnlyDictionary<Slot, ulong> Denied(IEnumerable<Slot> frontends) => new Dictionary<Slot, ulong>();

    public IReadOnlyDictionary<Slot, ulong> OwnCalls(IEnumerable<Slot> backends) => new Dictionary<Slot, ulong>();

    public IReadOnlyList<MissingVip> MissingVips() => [];

    public IReadOnlyList<string> Limitations() => [];
}
