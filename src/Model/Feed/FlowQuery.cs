using System.Net;
using Ilb.Model.Snapshots;

namespace Ilb.Model.Feed;

/// <summary>
/// Which flows a node is asked for. Only those of the backends named are answered: it keeps subscriptions apart, also when a number
/// of the kernel has a new tenant, since slots have a generation.
/// </summary>
/// <param name="Limit">Most to name; the others are only counted, for a table may hold a million.</param>
public sealed record FlowQuery(IReadOnlySet<Slot> Backends, int Limit)
{
    /// <summary>The VIP that was called; port 0: any. Null: direct flows as well.</summary>
    public IPEndPoint? Vip { get; init; }

    /// <summary>Who called, any of these; port 0: any. Null: whoever did.</summary>
    public IReadOnlyList<IPEndPoint>? Clients { get; init; }

    /// <summary>Where the client's address means whom is asked for: networks may overlap. Null: everywhere.</summary>
    public IReadOnlySet<uint>? ClientNetworks { get; init; }

    /// <summary>Looks at each once and keeps no more than are asked for.</summary>
    public FlowAnswer Of(IEnumerable<Flow> flows)
    {
        ArgumentNullException.ThrowIfNull(flows);
        var total = 0;
        var newest = new PriorityQueue<Flow, TimeSpan>();
        foreach (var flow in Among(flows))
        {
            total++;
            newest.Enqueue(flow, -flow.Idle);
            if (newest.Count > Limit)
                newest.Dequeue();
        }

        return new FlowAnswer(total, [.. newest.UnorderedItems.Select(item => item.Element).OrderBy(flow => flow.Idle)]);
    }

    /// <summary>Those that are asked for, whatever the limit.</summary>
    public IEnumerable<Flow> Among(IEnumerable<Flow> flows) => flows.Where(Asks);

    private bool Asks(Flow flow) =>
        Backends.Contains(flow.Backend)
        && flow.Idle <= flow.IdleTimeout
        && (Vip is null || (!flow.IsDirect && Is(flow.Called, Vip)))
        && (Clients is null || Clients.Any(client => Is(flow.Client, client)))
        && (ClientNetworks is null || (!flow.IsFromOutside && ClientNetworks.Contains(flow.Network)));

    private static bool Is(IPEndPoint place, IPEndPoint wanted) =>
        place.Address.Equals(wanted.Address) && (wanted.Port == 0 || place.Port == wanted.Port);
}
