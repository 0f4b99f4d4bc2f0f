using System.Globalization;
using System.Net;
using Ilb.ControlPlane.Documents;
using Ilb.Model.Addressing;
using Ilb.Model.Desired;

namespace Ilb.ControlPlane.Plans;

/// <summary>A subscription as a list of things with names and texts, networks first; pure.</summary>
internal static class PlanItems
{
    public static IReadOnlyList<PlanItem> Of(SubscriptionState subscription) =>
    [
        .. subscription.AffinityGroups.Select(Item),
        .. NetworkItems.Of(subscription),
        .. subscription.CloudServices.Select(Item),
        .. from service in subscription.CloudServices
           from deployment in service.Deployments
           select Item(service, deployment),
        .. from service in subscription.CloudServices
           from deployment in service.Deployments
           from role in deployment.Roles
           select Item(service, deployment, role),
        .. from service in subscription.CloudServices
           from deployment in service.Deployments
           from vip in Vips(service, deployment)
           select vip,
        .. Sets(subscription).Select(Item),
        .. from set in Sets(subscription)
           from member in set.Members
           select Item(set, member),
    ];

    /// <summary>One attribute for each pair with a value.</summary>
    public static PlanItem Item(string kind, string name, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        var list = new List<PlanAttribute>();
        foreach (var (attribute, value) in attributes)
            if (!string.IsNullOrEmpty(value))
                list.Add(new PlanAttribute(attribute, value));
        return new PlanItem(kind, name, list);
    }

    public static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static IEnumerable<LoadBalancedSet> Sets(SubscriptionState subscription) =>
        from service in subscription.CloudServices
        from deployment in service.Deployments
        from set in LoadBalancedSet.Of(subscription, service, deployment)
        select set;

    private static PlanItem Item(AffinityGroup group) => Item(
        "affinity group", group.Name, ("location", group.Location), ("label", group.Label), ("description", group.Description));

    private static PlanItem Item(CloudService service) => Item(
        "cloud service", service.Name,
        ("location", service.Location), ("affinity group", service.AffinityGroup), ("label", service.Label), ("description", service.Description));

    private static PlanItem Item(CloudService service, Deployment deployment) => Item(
        "deployment", LoadBalancedSet.PlaceName(service, deployment),
        ("name", deployment.Name), ("label", deployment.Label), ("network", deployment.VirtualNetwork));

    private static PlanItem Item(CloudService service, Deployment deployment, VirtualMachine role)
    {
        var item = Item(
            "machine", $"{LoadBalancedSet.PlaceName(service, deployment)}/{role.Name}",
            ("address", role.Address.ToString()),
            ("subnet", role.Subnet),
            ("size", role.Size),
            ("image", role.Program is null ? role.Image : null),
            ("attached to", role.Binding?.ToString()),
            ("role", role.Program?.Role),
            ("package", role.Program?.Package[..12]),
            ("command", role.Program is { } program ? string.Join(' ', program.Command) : null),
            ("host name", role.HostName == role.Name ? null : role.HostName),
            ("power", role.Power == Power.Started ? "on" : role.Power == Power.Stopped ? "off" : "off, deallocated"),
            ("restarts", role.Restarts == 0 ? null : Number(role.Restarts)),
            ("taken out", role.Drains.IsEmpty ? null : string.Join(", ", role.Drains)));
        return item with { Attributes = [.. item.Attributes, .. Told(role)] };
    }

    /// <summary>Configurations hold passwords.</summary>
    private static IEnumerable<PlanAttribute> Told(VirtualMachine role) =>
        (role.Program?.Environment.Select(variable => (Kind: "variable", variable.Key, variable.Value)) ?? [])
            .Concat(role.Settings.Select(setting => (Kind: "setting", setting.Key, setting.Value)))
            .Select(told => new PlanAttribute($"{told.Kind} {told.Key}", told.Value) { IsSecret = true });

    private static IEnumerable<PlanItem> Vips(CloudService service, Deployment deployment)
    {
        var place = LoadBalancedSet.PlaceName(service, deployment);
        foreach (var balancer in deployment.LoadBalancers)
            yield return Item(
                "VIP", $"{place}/{balancer.Name}",
                ("address", balancer.Address.ToString()),
                ("subnet", balancer.Subnet),
                ("kept for connections", string.Join(", ", balancer.Retired.Select(retired => retired.Address))),
                ("members may call it", balancer.AllowsLoopback ? "yes" : null));
        if (deployment.PublicVip is { } vip)
            yield return Item("public VIP", place, ("address", vip.ToString()));
    }

    private static PlanItem Item(LoadBalancedSet set)
    {
        var shared = set.Shared;
        return Item(
            "set", set.Name,
            ("at", $"{EndpointAnswer.Word(shared.Protocol)} {string.Join(", ", set.InBothFamilies().Select(one => one.At))}"),
            ("probe", shared.Probe?.ToString()),
            ("access", string.Join(", ", shared.Acl.Select(rule => rule.ToString()))),
            ("distribution", EndpointAnswer.Word(shared.Distribution)),
            ("idle timeout", shared.Protocol == Protocol.Udp ? $"{Number(shared.UdpIdleSeconds)} s" : $"{Number(shared.IdleTimeoutMinutes)} min"),
            ("idle connections are reset", shared.ResetsIdle ? "yes" : null),
            ("when all are down", shared.Policy.WhenAllDown == Model.Snapshots.AllDown.Refuse ? null : EndpointAnswer.Word(shared.Policy.WhenAllDown)),
            ("minimum of healthy members", shared.Policy.MinimumHealthyMembers == 0 ? null : Number(shared.Policy.MinimumHealthyMembers)),
            ("half-life of flap penalties", shared.Policy.FlapHalfLifeSeconds == 0 ? null : Number(shared.Policy.FlapHalfLifeSeconds)),
            ("slow start", shared.Policy.SlowStartSeconds == 0 ? null : Number(shared.Policy.SlowStartSeconds)),
            ("affinity timeout", shared.Policy.AffinitySeconds == 0 ? null : Number(shared.Policy.AffinitySeconds)),
            ("direct server return", shared.DirectServerReturn ? "yes" : null));
    }

    private static PlanItem Item(LoadBalancedSet set, SetMember member) => Item(
        "backend", $"{member.Role.Name}/{member.Endpoint.Name} of {set.Name}",
        ("at", string.Join(", ", set.InBothFamilies().Select(one => new IPEndPoint(one.AddressOf(member), member.Endpoint.LocalPort)))),
        ("weight", member.Endpoint.Weight == Endpoint.DefaultWeight ? null : Number(member.Endpoint.Weight)),
        ("backup", member.Endpoint.IsBackup ? "yes" : null));
}
