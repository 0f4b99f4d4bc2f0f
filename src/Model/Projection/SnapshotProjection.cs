using System.Collections.Immutable;
using System.Net;
using Ilb.Model.Addressing;
using Ilb.Model.Desired;
using Ilb.Model.Snapshots;

namespace Ilb.Model.Projection;

/// <summary>
/// Desired state and judged health → the snapshot that agents get; pure.
/// A stopped machine is in <see cref="Snapshot.Machines"/>, but its backends are not in their sets: whoever still has a flow
/// to it is reset at once instead of waiting.
/// </summary>
public static class SnapshotProjection
{
    private const int Mtu = 1500;
    private const int FullShare = 100;

    /// <param name="revision">Of the snapshot: it grows with every change of state or health.</param>
    /// <param name="publicSpace">The pool of public addresses.</param>
    public static Snapshot Project(long revision, DesiredState state, EffectiveHealth health, Ipv4Prefix? publicSpace = null)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(health);
        var sets = LoadBalancedSet.AtEveryAddress(state);
        return new Snapshot(
            revision,
            [.. Networks(state).Append(OutsideOf(state, publicSpace ?? PublicNetwork.Default)).OrderBy(n => n.Slot.Index)],
            [.. Machines(state, health).OrderBy(m => m.Port.Index)],
            [.. Vips(state).Concat(PublicVips(state)).OrderBy(v => v.Network).ThenBy(v => IpPrefix.Whole(v.Address))],
            [.. sets.Select(set => Set(state, set, health)).OrderBy(s => s.Frontend.Index)])
        {
            Gateways = GatewayProjection.Of(state),
        };
    }

    internal static MachinePower PowerOf(VirtualMachine role, Slot port, EffectiveHealth health) =>
        role.Power == Power.Started ? MachinePower.Running
        : health.Draining.Contains(port) ? MachinePower.Draining
        : MachinePower.Stopped;

    internal static ProbeEntry? ProbeOf(Endpoint endpoint) => endpoint.Probe is { } probe
        ? new ProbeEntry((ushort)probe.Port, probe.Path, TimeSpan.FromSeconds(probe.IntervalSeconds), TimeSpan.FromSeconds(probe.TimeoutSeconds))
        : null;

    private static IEnumerable<NetworkEntry> Networks(DesiredState state)
    {
        var slots = state.Allocations.Networks.Used;
        foreach (var subscription in state.Subscriptions)
        {
            foreach (var network in subscription.Network?.VirtualNetworks ?? [])
                yield return new NetworkEntry(
                    slots[AllocationKeys.Network(subscription, network)], subscription.Id, network.Name,
                    network.AddressSpace, [.. network.Subnets.Select(s => s.Prefix)], Mtu)
                {
                    Ipv6 = network.Ipv6,
                    Peers = [.. subscription.Network!.PeersOf(network).Select(peer => slots[AllocationKeys.Network(subscription, peer)].Index).Order()],
                };
            foreach (var service in subscription.CloudServices)
                if (slots.TryGetValue(AllocationKeys.PrivateNetwork(subscription, service), out var slot))
                    yield return new NetworkEntry(slot, subscription.Id, service.Name, [PrivateNetwork.Of(service)], [PrivateNetwork.Of(service)], Mtu);
        }
    }

    private static IEnumerable<MachineEntry> Machines(DesiredState state, EffectiveHealth health) =>
        from subscription in state.Subscriptions
        from service in subscription.CloudServices
        from deployment in service.Deployments
        from role in deployment.Roles
        let port = state.Allocations.Ports.Used[AllocationKeys.Port(subscription, service, deployment, role)]
        select new MachineEntry(
            port, subscription.Id, LoadBalancedSet.PlaceName(service, deployment), role.Name, role.Node,
            NetworkOf(state, subscription, service, deployment), role.Address, SubnetOf(subscription, service, deployment, role),
            PowerOf(role, port, health), role.Image, role.Size, [.. role.Endpoints.Select(MachineEndpoint)])
        {
            Ipv6Address = Ipv6Of(subscription, deployment)?.Embed(role.Address),
            HostName = role.HostName,
            Restarts = role.Restarts,
            StayProvisioned = role.Power == Power.Stopped,
            DnsServers = DnsServers(subscription, deployment),
            Program = role.Program,
            Settings = role.Settings,
            IsAttached = role.IsAttached,
            Binding = role.Binding,
        };

    private static ImmutableArray<IPAddress> DnsServers(SubscriptionState subscription, Deployment deployment) =>
    [
        .. from name in subscription.VirtualNetwork(deployment.VirtualNetwork)?.DnsServers ?? []
           from server in subscription.Network!.DnsServers
           where Named.Same(server.Name, name)
           select server.Address,
    ];

    private static IEnumerable<VipEntry> Vips(DesiredState state) =>
        from subscription in state.Subscriptions
        from service in subscription.CloudServices
        from deployment in service.Deployments
        from balancer in deployment.LoadBalancers
        from ipv4 in balancer.Retired.Select(retired => retired.Address).Prepend(balancer.Address)
        let ipv6 = Ipv6Of(subscription, deployment)
        from address in ipv6 is null ? [ipv4] : new[] { ipv4, ipv6.Value.Embed(ipv4) }
        select new VipEntry(
            NetworkOf(state, subscription, service, deployment), address,
            LoadBalancedSet.PlaceName(service, deployment), balancer.Name);

    private static IEnumerable<VipEntry> PublicVips(DesiredState state) =>
        from subscription in state.Subscriptions
        from service in subscription.CloudServices
        from deployment in service.Deployments
        let vip = deployment.PublicVip
        where vip is not null
        select new VipEntry(Outside.Network, vip, LoadBalancedSet.PlaceName(service, deployment), "public");

    /// <summary>The pool, and what deployments keep of a former one.</summary>
    private static NetworkEntry OutsideOf(DesiredState state, Ipv4Prefix publicSpace)
    {
        var kept = PublicVips(state).Where(vip => !publicSpace.Contains(vip.Address)).Select(vip => Ipv4Prefix.Parse($"{vip.Address}/32"));
        return new NetworkEntry(new Slot(Outside.Network, 1), Guid.Empty, "outside", [publicSpace, .. kept], [publicSpace], Mtu);
    }

    private static SetEntry Set(DesiredState state, LoadBalancedSet set, EffectiveHealth health)
    {
        var key = AllocationKeys.Frontend(set);
        var shared = set.Shared;
        var network = NetworkOf(state, set.Subscription, set.Service, set.Deployment);
        var backends = set.Members.Select(member => Backend(state, set, member, health)).OfType<BackendEntry>();
        return new SetEntry(
            state.Allocations.Frontends.Used[key],
            set.IsPublic ? Outside.Network : network,
            set.Vip, shared.Protocol, (ushort)shared.PublicPort,
            set.IsRetired || set.Ipv6 is not null ? $"{set.Name} at {set.Vip}" : set.Name,
            state.Allocations.TableSizes[key], shared.Distribution, shared.IdleTimeout,
            shared.DirectServerReturn, set.IsRetired ? null : ProbeOf(shared), [.. backends.OrderBy(b => b.Slot.Index)])
        {
            Acl = AclOf(state, set),
            IsRetired = set.IsRetired,
            Loopback = set.LoadBalancer?.AllowsLoopback ?? false,
            ResetsIdle = shared.ResetsIdle,
            WhenAllDown = shared.Policy.WhenAllDown,
            Affinity = TimeSpan.FromSeconds(shared.Policy.AffinitySeconds),
            BackendNetwork = network,
        };
    }

    private static AclEntry? AclOf(DesiredState state, LoadBalancedSet set) => set.Acl.IsEmpty
        ? null
        : new AclEntry(
            state.Allocations.Acls.Used[AllocationKeys.Acl(set)],
            [.. set.Acl.Select(rule => new AclEntryRule(rule.Order, rule.Action == AclAction.Permit, rule.RemoteSubnet))]);

    private static BackendEntry? Backend(DesiredState state, LoadBalancedSet set, SetMember member, EffectiveHealth health)
    {
        var port = state.Allocations.Ports.Used[AllocationKeys.Port(set.Subscription, set.Service, set.Deployment, member.Role)];
        var power = PowerOf(member.Role, port, health);
        if (power == MachinePower.Stopped)
            return null;
        var slot = state.Allocations.Backends.Used[AllocationKeys.Backend(set, member)];
        return new BackendEntry(
            slot, NameOf(set, member), port.Index, set.AddressOf(member), (ushort)member.Endpoint.LocalPort,
            StateOf(set, member, slot, power, health), health.Shares.GetValueOrDefault(slot, FullShare) * member.Endpoint.Weight)
        {
            IsBackup = member.Endpoint.IsBackup,
            IsDamped = health.Damped.Contains(slot),
            TookLast = health.LastGood.Contains(slot),
        };
    }

    private static BackendState StateOf(LoadBalancedSet set, SetMember member, Slot slot, MachinePower power, EffectiveHealth health) =>
        health.CutOff.Contains(slot) ? BackendState.CutOff
        : power == MachinePower.Draining || set.IsRetired ? BackendState.Draining
        : member.Role.DrainOf(member.Endpoint) is not { } drain ? health.Of(slot)
        : drain.Udp == DrainUdp.Move && member.Endpoint.Protocol == Protocol.Udp ? BackendState.Down
        : BackendState.Draining;

    internal static string NameOf(LoadBalancedSet set, SetMember member) =>
        $"{LoadBalancedSet.PlaceName(set.Service, set.Deployment)}/{member.Role.Name}/{member.Endpoint.Name}";

    private static uint NetworkOf(DesiredState state, SubscriptionState subscription, CloudService service, Deployment deployment) =>
        state.Allocations.Networks.Used[AllocationKeys.Network(subscription, service, deployment)].Index;

    private static IpPrefix? Ipv6Of(SubscriptionState subscription, Deployment deployment) =>
        subscription.VirtualNetwork(deployment.VirtualNetwork)?.Ipv6;

    private static Ipv4Prefix SubnetOf(
        SubscriptionState subscription, CloudService service, Deployment deployment, VirtualMachine role) =>
        subscription.VirtualNetwork(deployment.VirtualNetwork)?.Subnet(role.Subnet)?.Prefix ?? PrivateNetwork.Of(service);

    private static MachineEndpoint MachineEndpoint(Endpoint endpoint) => new(
        endpoint.Name, endpoint.Protocol, (ushort)endpoint.LocalPort, (ushort?)endpoint.Probe?.Port, endpoint.Probe?.Path);
}
