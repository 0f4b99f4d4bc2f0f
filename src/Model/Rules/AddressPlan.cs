using System.Net;
using Ilb.Model.Addressing;
using Ilb.Model.Desired;

namespace Ilb.Model.Rules;

/// <summary>
/// Which addresses of one network are taken, and by whom. An address with an owner, static or not, running or stopped, is never
/// given again; of each subnet the first four addresses and the last are reserved.
/// </summary>
internal sealed class AddressPlan
{
    /// <summary>Private addresses that one virtual network may give, as in the classic service's table of limits.</summary>
    public const int MostAddresses = 4096;

    private const int ReservedAtStart = 4;

    private readonly Dictionary<uint, string> _owners = [];

    /// <summary>The plan of a virtual network, or, when it is null, of the private network of the cloud service.</summary>
    public static AddressPlan Of(SubscriptionState subscription, VirtualNetwork? network, CloudService? service)
    {
        var plan = new AddressPlan();
        if (network?.Gateway is { } gateway)
            plan.Take(gateway.Address, $"the gateway of {network.Name}");
        var services = network is null && service is not null ? [service] : subscription.CloudServices;
        foreach (var owner in services)
            foreach (var deployment in owner.Deployments.Where(d => Named.Same(d.VirtualNetwork, network?.Name)))
                plan.Take(owner, deployment);
        return plan;
    }

    public static bool IsReserved(Ipv4Prefix subnet, IPAddress address)
    {
        var number = Ipv4Prefix.ToNumber(address);
        return subnet.Contains(address) && (number < subnet.First + ReservedAtStart || number == subnet.Last);
    }

    public bool IsFull => _owners.Count >= MostAddresses;

    /// <summary>Null when the address is free.</summary>
    public string? OwnerOf(IPAddress address) => _owners.GetValueOrDefault(Ipv4Prefix.ToNumber(address));

    public void Take(IPAddress address, string owner) => _owners[Ipv4Prefix.ToNumber(address)] = owner;

    public void Free(IPAddress address) => _owners.Remove(Ipv4Prefix.ToNumber(address));

    /// <summary>The free addresses of a subnet from its .4 upward, without end where the subnet is large: take what is needed.</summary>
    public IEnumerable<IPAddress> FreeIn(Ipv4Prefix subnet)
    {
        for (var number = subnet.First + ReservedAtStart; number < subnet.Last; number++)
            if (!_owners.ContainsKey(number))
                yield return Ipv4Prefix.ToAddress(number);
    }

    private void TakeAll(InternalLoadBalancer balancer, string name)
    {
        Take(balancer.Address, name);
        foreach (var retired in balancer.Retired)
            Take(retired.Address, $"{name}, which moved away from it and still has connections there");
    }

    private void Take(CloudService service, Deployment deployment)
    {
        var place = LoadBalancedSet.PlaceName(service, deployment);
        foreach (var role in deployment.Roles)
            Take(role.Address, $"machine {place}/{role.Name}");
        foreach (var balancer in deployment.LoadBalancers)
            TakeAll(balancer, $"internal load balancer {place}/{balancer.Name}");
    }
}
