using System.Diagnostics.Metrics;
using Ilb.Datapath.Counters;
using Ilb.Forwarding.Kernel;
using Ilb.Model.Snapshots;
using Label = System.Collections.Generic.KeyValuePair<string, object?>;

namespace Ilb.Agent.Metrics;

/// <summary>What goes through frontends and backends, and how backends do.</summary>
internal static class EndpointMetrics
{
    private static readonly Label ToBackend = Direction(isToClient: false), ToClient = Direction(isToClient: true);

    public static void Observe(Readings readings, ProbeMetrics probes)
    {
        readings.Counter("ilb.frontend.packets", "{packet}", "Packets that arrived through a VIP, both ways, as many as they are on a wire: a frame that the kernel segments later counts as what it becomes", r => Ways(Frontends(r), way => way.Packets));
        readings.Counter("ilb.frontend.io", "By", "Bytes of these packets from the IP header on, the headers of a frame that is segmented later once", r => Ways(Frontends(r), way => way.Bytes));
        readings.Counter("ilb.frontend.flows", "{flow}", "Connections and conversations opened", r => Each(Frontends(r), traffic => traffic.Flows));
        readings.Counter("ilb.frontend.syns", "{packet}", "TCP connection attempts, refused and repeated ones too: more of them than flows were refused, or repeated because nobody answered", r => Each(Frontends(r), traffic => traffic.Syns));
        readings.Counter("ilb.frontend.dropped", "{packet}", "Packets that did not arrive, and why", FrontendDrops);
        readings.Gauge("ilb.frontend.available_backends", "{backend}", "Backends that take new connections; 0: they are refused", Available);
        readings.Counter("ilb.backend.packets", "{packet}", "Packets to a backend through its VIP, and back", r => Ways(Backends(r), way => way.Packets));
        readings.Counter("ilb.backend.io", "By", "Bytes of these packets from the IP header on, the headers of a frame that is segmented later once", r => Ways(Backends(r), way => way.Bytes));
        readings.Counter("ilb.backend.flows", "{flow}", "Connections and conversations given to a backend", r => Each(Backends(r), traffic => traffic.Flows));
        readings.Counter("ilb.backend.syns", "{packet}", "TCP connection attempts sent to a backend, repeated ones too", r => Each(Backends(r), traffic => traffic.Syns));
        readings.Counter("ilb.backend.dropped", "{packet}", "Packets to or from a backend that did not arrive, and why; also what its machine sent to its own set", BackendDrops);
        readings.Gauge("ilb.backend.open_flows", "{flow}", "Open connections and conversations, counted every 5 s", FlowCounts);
        readings.Gauge("ilb.backend.up", null, "1: takes new connections", Up);
        readings.Gauge("ilb.backend.probe.success", null, "1: the last probe succeeded", r => LastProbes(r, probes, probe => probe.Failure is null ? 1 : 0));
        readings.Gauge("ilb.backend.probe.latency", "s", "How long the last probe took", r => LastProbes(r, probes, probe => probe.Took.TotalSeconds));
    }

    private static IEnumerable<(Label[] Labels, EndpointTraffic Traffic)> Frontends(NodeReading reading) =>
        reading.Endpoints.Frontends.Select(frontend => (frontend.Value, reading.Frontends.GetValueOrDefault(frontend.Key)));

    private static IEnumerable<(Label[] Labels, EndpointTraffic Traffic)> Backends(NodeReading reading) =>
        reading.Endpoints.Backends.Select(backend => (backend.Value, reading.Backends.GetValueOrDefault(backend.Key)));

    private static IEnumerable<Measurement<long>> Each(IEnumerable<(Label[] Labels, EndpointTraffic Traffic)> places, Func<EndpointTraffic, ulong> count) =>
        places.Select(place => new Measurement<long>((long)count(place.Traffic), place.Labels));

    private static IEnumerable<Measurement<long>> Ways(IEnumerable<(Label[] Labels, EndpointTraffic Traffic)> places, Func<Way, ulong> count)
    {
        foreach (var (labels, traffic) in places)
        {
            yield return new((long)count(traffic.ToBackend), [ToBackend, .. labels]);
            yield return new((long)count(traffic.ToClient), [ToClient, .. labels]);
        }
    }

    private static IEnumerable<Measurement<long>> FrontendDrops(NodeReading reading) =>
        from drop in reading.Drops
        group drop by (drop.Frontend, drop.Verdict, drop.IsToClient) into drops
        where reading.Endpoints.Frontends.ContainsKey(drops.Key.Frontend)
        select Dropped(drops, reading.Endpoints.Frontends[drops.Key.Frontend]);

    private static IEnumerable<Measurement<long>> BackendDrops(NodeReading reading) =>
        from drop in reading.Drops
        group drop by (drop.Backend, drop.Verdict, drop.IsToClient) into drops
        where reading.Endpoints.Backends.ContainsKey(drops.Key.Backend)
        select Dropped(drops, reading.Endpoints.Backends[drops.Key.Backend]);

    private static Measurement<long> Dropped(IEnumerable<Drop> alike, Label[] labels) => new(
        alike.Sum(drop => (long)drop.Packets), [Direction(alike.First().IsToClient), .. labels, new("verdict", alike.First().Verdict)]);

    private static IEnumerable<Measurement<long>> FlowCounts(NodeReading reading) =>
        reading.Endpoints.Backends.Select(backend => new Measurement<long>(reading.Flows.GetValueOrDefault(backend.Key.Index), backend.Value));

    private static IEnumerable<Measurement<long>> Up(NodeReading reading) =>
        from set in reading.Endpoints.Snapshot.Sets
        where !set.IsRetired // takes no new connections on purpose
        from backend in set.Backends
        select new Measurement<long>(backend.State == BackendState.Up ? 1 : 0, reading.Endpoints.Backends[backend.Slot]);

    /// <summary>None is a number, too: a machine that is stopped is no backend of the snapshot any more.</summary>
    private static IEnumerable<Measurement<long>> Available(NodeReading reading) =>
        from set in reading.Endpoints.Snapshot.Sets
        where !set.IsRetired
        select new Measurement<long>(set.Backends.Count(backend => backend.State == BackendState.Up), reading.Endpoints.Frontends[set.Frontend]);

    private static IEnumerable<Measurement<T>> LastProbes<T>(NodeReading reading, ProbeMetrics probes, Func<LastProbe, T> tell)
        where T : struct =>
        from backend in reading.Endpoints.Backends
        let probe = probes.Last(backend.Key)
        where probe is not null
        select new Measurement<T>(tell(probe), backend.Value);

    private static Label Direction(bool isToClient) => new("direction", isToClient ? "to_client" : "to_backend");
}
