using System.Net;
using Ilb.ControlPlane.Status;
using Ilb.Model.Addressing;
using Ilb.Model.Feed;
using Ilb.Model.Snapshots;

namespace Ilb.ControlPlane.Traces;

/// <summary>A trace of one subscription, with the names that its owner gave to what the kernel knows by numbers.</summary>
internal sealed class TraceView(Snapshot snapshot, Guid subscription, FlowView flows)
{
    private readonly Dictionary<uint, NetworkEntry> _networks =
        snapshot.Networks.Where(network => network.Subscription == subscription).ToDictionary(network => network.Slot.Index);

    public TraceReport Report(MachineEntry machine, TraceQuery query, TraceAnswer answer)
    {
        var trace = new TraceNames(
            machine,
            NetworkName(machine.Network),
            NetworkName(answer.Network),
            flows.Sets.FirstOrDefault(set => set.Frontend == answer.Frontend),
            BackendName(answer.Backend),
            answer.Flow is { } found ? flows.LineOf(found) : null,
            answer.Flow is { } of ? StateOf(of.Backend) : null,
            IsDelivered(answer) ? PlaceName(answer.ToPort!.Value) : null,
            Holder(answer));
        return new TraceReport(
            machine.FullName,
            trace.Network,
            query.Protocol == Protocol.Tcp ? "tcp" : "udp",
            query.Protocol == Protocol.Tcp && query.IsMidFlow,
            answer.Source.ToString(),
            query.Source.Port == 0,
            answer.Destination.ToString(),
            answer.Verdict,
            answer.Meaning,
            TraceSentences.Outcome(answer),
            TraceSentences.Of(answer, trace))
        {
            Set = trace.Set?.Name,
            Backend = trace.Backend,
            DeliveredTo = trace.Arrival,
            ArrivesFrom = trace.Arrival is null ? null : answer.NewSource.ToString(),
            ArrivesAt = trace.Arrival is null ? null : answer.NewDestination.ToString(),
            Mtu = trace.Arrival is null ? null : answer.Mtu,
            Flow = trace.Flow,
            IsInOverflow = answer.IsInOverflow,
            OpensFlow = answer.OpensFlow,
            Evicts = answer.Evicts,
            Access = answer.Rule is null ? null : TraceNames.Access(answer.Rule, trace.Set),
            Table = answer.Table,
        };
    }

    private static bool IsDelivered(TraceAnswer answer) => answer is { Action: "DELIVER", ToPort: not null };

    private string NetworkName(uint network) => _networks.GetValueOrDefault(network)?.Name ?? VipStatus.OutsideName;

    private string? BackendName(Slot? backend) => flows.Sets
        .SelectMany(set => set.Backends)
        .Where(entry => entry.Slot == backend)
        .Select(entry => PlaceName(entry.Port))
        .FirstOrDefault();

    private BackendState? StateOf(Slot backend) =>
        flows.Sets.SelectMany(set => set.Backends).FirstOrDefault(entry => entry.Slot == backend)?.State;

    private string PlaceName(uint port) =>
        port == Outside.Port.Index ? "the uplink"
        : snapshot.Machines.FirstOrDefault(machine => machine.Port.Index == port && machine.Subscription == subscription)?.FullName
        ?? snapshot.Gateways.Where(gateway => gateway.Port.Index == port && gateway.Subscription == subscription).Select(gateway => $"the gateway of {gateway.Name}").FirstOrDefault()
        ?? "a machine that is gone meanwhile";

    /// <summary>Who has the address that is called; null: nobody.</summary>
    private string? Holder(TraceAnswer answer)
    {
        var address = answer.Destination.Address;
        return answer.Route switch
        {
            "vip" => $"the VIP of {VipOwner(answer.Network, address)}",
            "port" => flows.Machines.FirstOrDefault(machine => machine.Network == answer.Network && IsOf(machine, address)) is { } machine
                ? $"{machine.FullName}'s own address"
                : $"{PlaceName(answer.ToPort ?? Outside.Port.Index)}'s own address",
            "gateway" => $"of the site {SiteOf(answer)}, beyond the gateway of {NetworkName(answer.Network)}",
            _ => null,
        };
    }

    private static bool IsOf(MachineEntry machine, IPAddress address) => machine.Address.Equals(address) || address.Equals(machine.Ipv6Address);

    private string VipOwner(uint network, IPAddress address) => snapshot.Vips
        .Where(vip => vip.Network == network && vip.Address.Equals(address))
        .Select(vip => $"{vip.CloudService}/{vip.LoadBalancer}")
        .Concat(flows.Sets.Where(set => set.Network == network && set.Address.Equals(address)).Select(set => set.Name[..set.Name.LastIndexOf('/')]))
        .FirstOrDefault() ?? "a service that is gone meanwhile";

    private string SiteOf(TraceAnswer answer) => snapshot.Gateways
        .Where(gateway => gateway.Network == answer.Network)
        .SelectMany(gateway => gateway.Tunnels)
        .FirstOrDefault(tunnel => tunnel.Prefixes.Any(prefix => prefix.Contains(answer.Destination.Address)))?.Site ?? "of another time";
}
