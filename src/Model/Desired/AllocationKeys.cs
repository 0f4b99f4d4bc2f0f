using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace Ilb.Model.Desired;

/// <summary>
/// What a slot was given to, as text. Whatever must not survive a change is part of the key: with another key comes another slot
/// or generation, and flows that hold the old one end.
/// </summary>
public static class AllocationKeys
{
    public static string Network(SubscriptionState subscription, VirtualNetwork network) =>
        Lower($"{subscription.Id:N}/network/{network.Name}");

    public static string PrivateNetwork(SubscriptionState subscription, CloudService service) =>
        Lower($"{subscription.Id:N}/service/{service.Name}");

    /// <summary>The network that the machines of a deployment are in.</summary>
    public static string Network(SubscriptionState subscription, CloudService service, Deployment deployment) =>
        subscription.VirtualNetwork(deployment.VirtualNetwork) is { } network
            ? Network(subscription, network)
            : PrivateNetwork(subscription, service);

    public static string Port(SubscriptionState subscription, CloudService service, Deployment deployment, VirtualMachine role) =>
        Lower($"{subscription.Id:N}/{service.Name}/{deployment.Slot}/{role.Name}");

    /// <summary>Of a gateway; machines and gateways share one space of slots.</summary>
    public static string GatewayPort(SubscriptionState subscription, VirtualNetwork network) =>
        Lower($"{subscription.Id:N}/gateway/{network.Name}");

    /// <summary>A frontend is its address: another VIP, port or protocol is another frontend.</summary>
    public static string Frontend(LoadBalancedSet set) => Lower(
        $"{Network(set.Subscription, set.Service, set.Deployment)}/{set.Name}{(set.IsPublic ? "/public" : "")}/{set.Vip}/{set.Shared.Protocol}/{set.Shared.PublicPort}");

    /// <summary>A backend is a member of one frontend at one address and local port, rewritten in one way.</summary>
    public static string Backend(LoadBalancedSet set, SetMember member) => Lower(
        $"{Frontend(set)}/{member.Role.Name}/{member.Role.Address}/{member.Endpoint.LocalPort}{(set.Shared.DirectServerReturn ? "/direct" : "")}");

    /// <summary>An access list is the rules of one frontend: other rules are another list. Descriptions say nothing to the kernel.</summary>
    public static string Acl(LoadBalancedSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        return Lower($"{Frontend(set)}/{DigestOf(set.Acl)}");
    }

    private static string DigestOf(ImmutableArray<AclRule> rules) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', rules))).AsSpan(0, 16));

    private static string Lower(FormattableString key) => FormattableString.Invariant(key).ToLowerInvariant();
}
