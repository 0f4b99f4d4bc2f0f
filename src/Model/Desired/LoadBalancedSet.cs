using System.Collections.Immutable;
using System.Net;
using Ilb.Model.Addressing;

namespace Ilb.Model.Desired;

/// <summary>
/// The endpoints of one set name on the internal load balancer or the public VIP of a deployment, or one endpoint there that
/// stands alone (a set of one). Derived from desired state, not stored.
/// </summary>
/// <param name="LoadBalancer">Null: on the public VIP.</param>
/// <param name="Ipv4Vip">What its other addresses derive from.</param>
/// <param name="Name">Unique in the installation: "MyWebsite1/intwebeplb", or "MyWebsite1/web1/intwebep" for one that stands alone.</param>
public sealed record LoadBalancedSet(
    SubscriptionState Subscription,
    CloudService Service,
    Deployment Deployment,
    InternalLoadBalancer? LoadBalancer,
    IPAddress Ipv4Vip,
    string Name,
    ImmutableArray<SetMember> Members)
{
    /// <summary>The endpoint whose shared settings count; members always agree on them.</summary>
    public Endpoint Shared => Members[0].Endpoint;

    /// <summary>It stands for a set at an address its load balancer had before: its connections go on, it takes no new ones.</summary>
    public bool IsRetired { get; init; }

    /// <summary>What its VIP and the addresses of its members begin with, where it stands for a set as IPv6 reaches it.</summary>
    public IpPrefix? Ipv6 { get; init; }

    public IPAddress Vip => Ipv6?.Embed(Ipv4Vip) ?? Ipv4Vip;

    /// <summary>Its access list. A rule on IPv4 addresses is one on machines: in IPv6 it holds for theirs, and those of joined networks.</summary>
    public ImmutableArray<AclRule> Acl => Ipv6 is { } own ? [.. Shared.Acl.SelectMany(rule => InIpv6(rule, own))] : Shared.Acl;

    public IPEndPoint At => new(Vip, Shared.PublicPort);

    /// <summary>Every set of every deployment, once for each address it has or had, in the order of the state.</summary>
    public static IEnumerable<LoadBalancedSet> AtEveryAddress(DesiredState state) => Of(state).SelectMany(set => set.AtEveryAddress());

    /// <summary>Every set of every deployment, in the order of the state.</summary>
    public static IEnumerable<LoadBalancedSet> Of(DesiredState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return
            from subscription in state.Subscriptions
            from service in subscription.CloudServices
            from deployment in service.Deployments
            from set in Of(subscription, service, deployment)
            select set;
    }

    public static IEnumerable<LoadBalancedSet> Of(SubscriptionState subscription, CloudService service, Deployment deployment)
    {
        ArgumentNullException.ThrowIfNull(service);
        ArgumentNullException.ThrowIfNull(deployment);
        var place = PlaceName(service, deployment);
        return
            from role in deployment.Roles
            from endpoint in role.Endpoints
            where (endpoint.LoadBalancer is null ? deployment.PublicVip : deployment.LoadBalancer(endpoint.LoadBalancer)?.Address) is not null
            group new SetMember(role, endpoint) by KeyOf(role, endpoint) into members
            let first = members.First()
            let name = first.Endpoint.SetName ?? $"{first.Role.Name}/{first.Endpoint.Name}"
            let balancer = first.Endpoint.LoadBalancer is null ? null : deployment.LoadBalancer(first.Endpoint.LoadBalancer)
            let vip = balancer?.Address ?? deployment.PublicVip
            select new LoadBalancedSet(subscription, service, deployment, balancer, vip, $"{place}/{name}", [.. members]);
    }

    /// <summary>The set at its VIP and at those that its load balancer had before, each of them in both families where its network has both.</summary>
    public IEnumerable<LoadBalancedSet> AtEveryAddress() => InBothFamilies().Concat(Retired());

    /// <summary>The set as it was at the addresses that its load balancer had before.</summary>
    public IEnumerable<LoadBalancedSet> Retired() =>
        LoadBalancer?.Retired.SelectMany(vip => (this with { Ipv4Vip = vip.Address, IsRetired = true }).InBothFamilies()) ?? [];

    public IEnumerable<LoadBalancedSet> InBothFamilies() =>
        LoadBalancer is not null && Subscription.VirtualNetwork(Deployment.VirtualNetwork)?.Ipv6 is { } ipv6 ? [this, this with { Ipv6 = ipv6 }] : [this];

    public IPAddress AddressOf(SetMember member)
    {
        ArgumentNullException.ThrowIfNull(member);
        return Ipv6?.Embed(member.Role.Address) ?? member.Role.Address;
    }

    /// <summary>Whoever is beyond the uplink may call it, and nobody else.</summary>
    public bool IsPublic => LoadBalancer is null;

    /// <summary>The cloud service's name; with ".staging" behind it for the staging slot, which no service name can contain.</summary>
    public static string PlaceName(CloudService service, Deployment deployment)
    {
        ArgumentNullException.ThrowIfNull(service);
        ArgumentNullException.ThrowIfNull(deployment);
        return deployment.Slot == DeploymentSlot.Production ? service.Name : $"{service.Name}.staging";
    }

    public override string ToString() => $"{Name} {At}";

    private IEnumerable<AclRule> InIpv6(AclRule rule, IpPrefix own) => !rule.RemoteSubnet.IsIpv4
        ? [rule]
        : PeersIpv6.Prepend(own).Select(prefix => rule with { RemoteSubnet = prefix.Embed(rule.RemoteSubnet) });

    private IEnumerable<IpPrefix> PeersIpv6 =>
        Subscription.VirtualNetwork(Deployment.VirtualNetwork) is { } network ? Subscription.Network!.PeersOf(network).Select(peer => peer.Ipv6).OfType<IpPrefix>() : [];

    // A '/' is in no set name, so a lone endpoint never falls together with a set.
    private static string KeyOf(VirtualMachine role, Endpoint endpoint) =>
        (endpoint.SetName ?? $"{role.Name}/{endpoint.Name}").ToUpperInvariant();
}
