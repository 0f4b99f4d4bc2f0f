using System.Collections.Immutable;
using Ilb.Model.Snapshots;
using Label = System.Collections.Generic.KeyValuePair<string, object?>;

namespace Ilb.Agent.Metrics;

/// <summary>
/// The labels of every frontend and backend of a snapshot. Names of sets and machines begin with that of their cloud service, which
/// is unique over all subscriptions: no two tenants' series fall together, and nothing names a subscription.
/// </summary>
internal sealed class EndpointLabels
{
    public static EndpointLabels None { get; } = new(Snapshot.Empty);

    public EndpointLabels(Snapshot snapshot)
    {
        Snapshot = snapshot;
        var networks = snapshot.Networks.ToDictionary(network => network.Slot.Index, network => network.Name);
        var machines = snapshot.Machines.ToDictionary(machine => machine.Port.Index, machine => machine.FullName);
        var frontends = ImmutableDictionary.CreateBuilder<Slot, Label[]>();
        var backends = ImmutableDictionary.CreateBuilder<Slot, Label[]>();
        foreach (var set in snapshot.Sets)
        {
            var labels = Of(set, networks.GetValueOrDefault(set.BackendNetwork, ""));
            frontends[set.Frontend] = labels;
            foreach (var backend in set.Backends)
                backends[backend.Slot] = [new("backend", machines.GetValueOrDefault(backend.Port, backend.Name)), .. labels];
        }

        (Frontends, Backends) = (frontends.ToImmutable(), backends.ToImmutable());
    }

    public Snapshot Snapshot { get; }

    public ImmutableDictionary<Slot, Label[]> Frontends { get; }

    public ImmutableDictionary<Slot, Label[]> Backends { get; }

    /// <param name="network">Of its machines, also where the VIP is public.</param>
    private static Label[] Of(SetEntry set, string network) =>
    [
        new("network", network),
        new("port", (int)set.PublicPort),
        new("protocol", set.Protocol == Model.Addressing.Protocol.Tcp ? "tcp" : "udp"),
        new("set", set.Name),
        new("vip", set.Address.ToString()),
    ];
}
