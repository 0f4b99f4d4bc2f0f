using System.Collections.Immutable;
using System.Globalization;
using Ilb.ControlPlane.Health;
using Ilb.ControlPlane.Ownership;
using Ilb.Model.Desired;
using Ilb.Model.Feed;
using Ilb.Model.Snapshots;

namespace Ilb.ControlPlane.Status;

/// <summary>One subscription as it is now: desired state, judged health and what agents saw, side by side.</summary>
internal sealed class StatusView(
    PublishedState state, SubscriptionState subscription, IReadOnlyDictionary<Slot, BackendHealth> health, INodeView? node, bool ofOperator)
{
    private const string PublicName = "public VIP";

    // Asked only by who shows them: each takes the agent some time.
    private readonly Lazy<IReadOnlyDictionary<uint, int>?> _flows = new(() => node?.FlowsPerBackend());
    private readonly Lazy<IReadOnlyDictionary<Slot, ulong>?> _denied = new(() => node?.Denied(state.Desired.Allocations.Frontends.Used.Values));
    private readonly Lazy<HashSet<Slot>> _takers = new(() => [.. state.Snapshot.Sets.SelectMany(set => set.Takers()).Select(backend => backend.Slot)]);
    private readonly Lazy<HashSet<MissingVip>> _missing = new(() => [.. node?.MissingVips() ?? []]);

    public IReadOnlyList<VipStatus> Vips =>
    [
        .. from service in subscription.CloudServices
           from deployment in service.Deployments
           from balancer in deployment.LoadBalancers
           from vip in Internal(service, deployment, balancer)
           select vip,
        .. from service in subscription.CloudServices
           from deployment in service.Deployments
           let sets = LoadBalancedSet.Of(subscription, service, deployment).Where(set => set.IsPublic).ToList()
           where sets.Count > 0
           select new VipStatus(
               LoadBalancedSet.PlaceName(service, deployment), PublicName, sets[0].Vip.ToString(), VipStatus.OutsideName, [.. sets.Select(Set)]),
    ];

    public IReadOnlyList<MachineStatusLine> Machines =>
    [
        .. from service in subscription.CloudServices
           from deployment in service.Deployments
           from role in deployment.Roles
           select Machine(service, deployment, role),
    ];

    public IReadOnlyList<GatewayStatus> Gateways => new GatewayView(state, subscription, node).Gateways;

    public IReadOnlyList<PeeringStatus> Peerings =>
    [
        .. from network in Networks
           from peer in subscription.Network!.PeersOf(network)
           where Names(network, peer) && !(Names(peer, network) && Networks.IndexOf(peer) < Networks.IndexOf(network))
           select new PeeringStatus(network.Name, peer.Name),
    ];

    public IReadOnlyList<OperationStatusLine> Operations =>
    [
        .. state.Operations.Values
            .Where(operation => operation.Subscription == subscription.Id)
            .OrderByDescending(operation => operation.Started)
            .Take(20)
            .Select(o => new OperationStatusLine(
                o.Id, o.Kind, o.Target, Word(o.Status), o.Started, o.Finished, o.ErrorMessage, o.Notes)),
    ];

    /// <summary>Members that called a set they belong to, and the rule that refused them.</summary>
    public IReadOnlyList<string> Notes
    {
        get
        {
            var refusing = (
                from service in subscription.CloudServices
                from deployment in service.Deployments
                from set in LoadBalancedSet.Of(subscription, service, deployment)
                where set.LoadBalancer is { AllowsLoopback: false } || set.Shared.DirectServerReturn
                from one in set.InBothFamilies()
                from member in set.Members
                select (Set: one, Member: member, Slot: SlotOf(one, member))).ToList();
            var calls = node?.OwnCalls(refusing.Select(refuser => refuser.Slot));
            return calls is null ? [] : [.. refusing.Where(r => calls.ContainsKey(r.Slot)).Select(r => OwnSetNote.Of(r.Set, r.Member, calls[r.Slot])), .. UplinkNote];
        }
    }

    private IEnumerable<string> UplinkNote => (HasPublicEndpoints || HasGateways) && node?.UplinkTrouble() is { } trouble
        ? [$"{(HasPublicEndpoints ? HasGateways ? "public endpoints and gateways" : "public endpoints" : "gateways")} are not reachable: {trouble}"]
        : [];

    private ImmutableArray<VirtualNetwork> Networks => subscription.Network?.VirtualNetworks ?? [];

    private bool HasGateways => Networks.Any(network => network.Gateway is not null);

    private bool HasPublicEndpoints =>
        subscription.CloudServices.Any(service => service.Deployments.Any(d => d.Roles.Any(r => r.Endpoints.Any(e => e.LoadBalancer is null))));

    private static bool Names(VirtualNetwork one, VirtualNetwork other) => one.Peers.Contains(other.Name, Named.Comparer);

    /// <summary>One, and another where its network has IPv6.</summary>
    private IEnumerable<VipStatus> Internal(CloudService service, Deployment deployment, InternalLoadBalancer balancer)
    {
        var place = LoadBalancedSet.PlaceName(service, deployment);
        var sets = LoadBalancedSet.Of(subscription, service, deployment).Where(set => set.LoadBalancer == balancer).SelectMany(set => set.InBothFamilies());
        var byFamily = sets.ToLookup(set => set.Ipv6);
        var network = subscription.VirtualNetwork(deployment.VirtualNetwork);
        yield return new VipStatus(place, balancer.Name, balancer.Address.ToString(), network?.Name ?? service.Name, [.. byFamily[null].Select(Set)])
        {
            Retired = [.. balancer.Retired.Select(retired => Retired(service, deployment, retired))],
        };
        if (network?.Ipv6 is { } ipv6)
            yield return new VipStatus(place, balancer.Name, ipv6.Embed(balancer.Address).ToString(), network.Name, [.. byFamily[ipv6].Select(Set)]);
    }

    private Slot SlotOf(LoadBalancedSet set, SetMember member) => state.Desired.Allocations.Backends.Used[AllocationKeys.Backend(set, member)];

    private Slot PortOf(CloudService service, Deployment deployment, VirtualMachine role) =>
        state.Desired.Allocations.Ports.Used[AllocationKeys.Port(subscription, service, deployment, role)];

    private MachineStatusLine Machine(CloudService service, Deployment deployment, VirtualMachine role)
    {
        var seen = state.Seen(subscription, service, deployment, role);
        return new MachineStatusLine(
            $"{LoadBalancedSet.PlaceName(service, deployment)}/{role.Name}",
            deployment.VirtualNetwork ?? service.Name,
            role.Address.ToString(),
            Word(role.Power),
            seen is null ? "unknown" : Word(seen.Status),
            seen?.Detail,
            seen?.At,
            role.Image,
            role.Size,
            role.Node,
            PortOf(service, deployment, role).ToString())
        {
            AttachedTo = ofOperator ? role.Binding?.ToString() : null,
            SizeHasEffect = !role.IsAttached,
            Ipv6Address = subscription.VirtualNetwork(deployment.VirtualNetwork)?.Ipv6?.Embed(role.Address).ToString(),
        };
    }

    private SetStatus Set(LoadBalancedSet set) => new(
        set.Name,
        Word(set.Shared.Protocol),
        set.Shared.PublicPort,
        Documents.EndpointAnswer.Word(set.Shared.Distribution),
        set.Shared.Probe is { } probe ? Describe(probe) : null,
        [.. set.Members.Select(member => Backend(set, member))])
    {
        DirectServerReturn = set.Shared.DirectServerReturn,
        AllowsLoopback = set.LoadBalancer?.AllowsLoopback ?? false,
        IdleTimeoutSeconds = (int)set.Shared.IdleTimeout.TotalSeconds,
        ResetsIdle = set.Shared.ResetsIdle,
        WhenAllDown = Documents.EndpointAnswer.Word(set.Shared.Policy.WhenAllDown),
        AffinityTimeoutInSeconds = set.Shared.Policy.AffinitySeconds,
        SlowStartInSeconds = set.Shared.Policy.SlowStartSeconds,
        FlapHalfLifeInSeconds = set.Shared.Policy.FlapHalfLifeSeconds,
        MinimumHealthyMembers = set.Shared.Policy.MinimumHealthyMembers,
        FoundDownWithinSeconds = set.Shared.Probe is { } judge ? FoundDownWithin(judge).TotalSeconds : null,
        Acl = [.. set.Shared.Acl.Select(rule => $"{rule.Order} {Word(rule.Action)} {rule.RemoteSubnet}")],
        Denied = _denied.Value?.GetValueOrDefault(state.Desired.Allocations.Frontends.Used[AllocationKeys.Frontend(set)]),
    };

    private RetiredVipStatus Retired(CloudService service, Deployment deployment, RetiredVip retired)
    {
        var backends =
            from set in LoadBalancedSet.Of(subscription, service, deployment).SelectMany(set => set.Retired())
            where set.Ipv4Vip.Equals(retired.Address)
            from member in set.Members
            select state.Desired.Allocations.Backends.Used[AllocationKeys.Backend(set, member)].Index;
        return new RetiredVipStatus(retired.Address.ToString(), retired.Until, _flows.Value is { } seen ? backends.Sum(slot => seen.GetValueOrDefault(slot)) : null);
    }

    private BackendStatus Backend(LoadBalancedSet set, SetMember member)
    {
        var slot = SlotOf(set, member);
        var judged = health.GetValueOrDefault(slot);
        var lacksVip = set.Shared.DirectServerReturn
            && _missing.Value.Contains(new MissingVip(PortOf(set.Service, set.Deployment, member.Role), set.Vip));
        var flows = _flows.Value?.GetValueOrDefault(slot.Index);
        var takes = _takers.Value.Contains(slot);
        return new BackendStatus(
            $"{LoadBalancedSet.PlaceName(set.Service, set.Deployment)}/{member.Role.Name}",
            set.AddressOf(member).ToString(),
            member.Endpoint.LocalPort,
            judged is null ? "down" : judged is { State: HealthState.Draining, Target.Drain: not null } && flows == 0 ? DrainLine.Drained : Word(judged.State),
            judged is null ? "not judged yet" : judged.Reason is { } reason ? takes && judged.State is HealthState.Down or HealthState.Damped ? $"{reason}; takes connections all the same, as no member is well" : reason : (lacksVip ? BackendStatus.VipMissing : judged.State == HealthState.Up ? Waiting(member.Endpoint, takes) : null),
            flows,
            [.. (judged?.Results ?? []).Select(result => new ProbeStatus(result.At, result.Failure))])
        {
            Drain = member.Role.DrainOf(member.Endpoint) is { } drain ? DrainTerms.Of(drain) : null,
            Weight = member.Endpoint.Weight,
            IsBackup = member.Endpoint.IsBackup,
            TakesConnections = takes,
        };
    }

    /// <summary>Why what is well takes no new connections.</summary>
    private static string? Waiting(Endpoint endpoint, bool takes) =>
        endpoint.Weight == 0 ? "its weight is 0: it takes no new connections"
        : endpoint.IsBackup ? takes ? "a backup, and no other member takes connections" : "a backup: others take the connections"
        : null;

    private static TimeSpan FoundDownWithin(Probe probe) => new ProbeEntry(
        (ushort)probe.Port, probe.Path, TimeSpan.FromSeconds(probe.IntervalSeconds), TimeSpan.FromSeconds(probe.TimeoutSeconds)).FoundDownWithin;

    private static string Describe(Probe probe)
    {
        var failures = Math.Max(1, probe.TimeoutSeconds / probe.IntervalSeconds);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Word(probe.Protocol)} :{probe.Port}{probe.Path} every {probe.IntervalSeconds} s, down after {failures} failure{(failures == 1 ? "" : "s")}");
    }

    private static string Word<T>(T value) where T : struct, Enum
    {
        var name = value.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }
}
