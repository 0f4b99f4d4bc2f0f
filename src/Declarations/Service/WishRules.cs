using Ilb.Declarations.Entries;

namespace Ilb.Declarations.Service;

/// <summary>
/// What no request could ask for: changes of what stays as long as its entry does, and members that are no machines. All other rules
/// are the service's.
/// </summary>
internal static class WishRules
{
    public static IEnumerable<string> Problems(Wish wish) =>
        Pairs(wish.Before.AffinityGroups!, wish.After.AffinityGroups!, group => group.Key).SelectMany(pair => pair.Before is null ? [] : Stays($"affinity group {pair.After.Name}", ("location", pair.Before.Location, pair.After.Location)))
            .Concat(Pairs(wish.Before.VirtualNetworks!, wish.After.VirtualNetworks!, network => network.Key).SelectMany(pair => Of(pair.Before, pair.After)))
            .Concat(Pairs(wish.Before.CloudServices!, wish.After.CloudServices!, service => service.Key).SelectMany(pair => Of(wish, pair.Before, pair.After)));

    private static IEnumerable<string> Of(VirtualNetwork? before, VirtualNetwork after) => before?.Gateway is { } gateway && after.Gateway is not null
        ? Stays($"gateway of {after.Name}", ("gatewayType", gateway.GatewayType, after.Gateway.GatewayType))
        : [];

    private static IEnumerable<string> Of(Wish wish, CloudService? before, CloudService after)
    {
        var own = before is null
            ? []
            : Stays($"cloud service {after.Name}", ("location", before.Location, after.Location), ("affinityGroup", before.AffinityGroup, after.AffinityGroup));
        return own.Concat(Pairs(before?.Deployments ?? [], after.Deployments!, deployment => deployment.Key)
            .SelectMany(pair => Of(wish, pair.Before, pair.After, pair.After.NameIn(after.Name!))));
    }

    private static IEnumerable<string> Of(Wish wish, Deployment? before, Deployment after, string name)
    {
        if (wish.OfPackages.Contains(name, Named.Comparer))
            yield return $"{name}: a package is deployed in this slot; it is changed with Set-AzureDeployment and removed with Remove-AzureDeployment.";
        if (after.Machines!.Count == 0)
            yield return $"{name}: a deployment has at least one machine; what is to go is left out of deployments, and removed with --prune.";
        foreach (var set in after.LoadBalancedSets!)
            foreach (var machine in set.Members!.Select(member => set.MemberOf(member).Machine).Where(machine => !after.Machines.Exists(one => Named.Same(one.Name, machine))))
                yield return $"{name}/{set.Name}: the member '{machine}' is no machine of the deployment, which has {string.Join(", ", after.Machines.Select(one => one.Name))}.";
        foreach (var set in after.LoadBalancedSets)
            foreach (var member in (set.Weights ?? []).Select(one => one.Member!).Concat(set.Backups ?? []).Where(member => !set.Members!.Exists(one => set.IsSame(one, member))))
                yield return $"{name}/{set.Name}: '{member}' is said to have a weight, or to be a backup, and is none of its members, which are {string.Join(", ", set.Members!)}.";
        if (before is null)
            yield break;
        foreach (var problem in Stays(name, ("name", before.Name, after.Name), ("label", before.Label, after.Label), ("virtualNetwork", before.VirtualNetwork, after.VirtualNetwork)))
            yield return problem;
        foreach (var (was, now) in Pairs(before.Machines!, after.Machines, machine => machine.Key).Where(pair => pair.Before is not null))
            foreach (var problem in Stays($"{name}/{now.Name}", ("imageName", was!.ImageName, now.ImageName), ("hostName", was.HostName, now.HostName)))
                yield return problem;
    }

    private static IEnumerable<string> Stays(string name, params IEnumerable<(string Key, string? Before, string? After)> values) =>
        values.Where(value => !Named.Same(value.Before, value.After))
            .Select(value => $"{name}: {value.Key} stays '{value.Before ?? "none"}' and can't become '{value.After ?? "none"}': remove it and make it anew.");

    private static IEnumerable<(T? Before, T After)> Pairs<T>(List<T> before, List<T> after, Func<T, string?> key) where T : class =>
        after.Select(now => (before.Find(was => Named.Same(key(was), key(now))), now));
}
