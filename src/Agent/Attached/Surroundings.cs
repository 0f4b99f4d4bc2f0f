using System.Collections.Immutable;
using System.Net.Sockets;
using Ilb.Datapath.Netlink;
using Ilb.Model.Addressing;
using Ilb.Model.Snapshots;

namespace Ilb.Agent.Attached;

/// <summary>What a namespace has beside the interface that ilb makes in it.</summary>
/// <param name="own">That interface's name.</param>
internal sealed class Surroundings(RouteSocket routes, string own)
{
    private readonly IReadOnlyList<Link> _links = [.. routes.List().Where(link => link.Name != own)];

    /// <summary>Why the machine can't have its interface there; null when it can.</summary>
    public string? Refusal(MachineEntry machine, ImmutableArray<IpPrefix> reach)
    {
        foreach (var link in _links)
            if (routes.Addresses(link.Index, AddressFamily.Unspecified).FirstOrDefault(machine.Addresses.Contains) is { } same)
                return $"{link.Name} there has the machine's address {same} already.";
        foreach (var prefix in reach)
            if (WayInto(prefix) is { } way)
                return $"{way}, which overlaps with {prefix}: the network of the machine leads there.";
        return null;
    }

    /// <summary>An address or a route that would compete with one to the prefix, in words; null where there is none. Default routes are no competitors.</summary>
    public string? WayInto(IpPrefix prefix)
    {
        foreach (var link in _links)
            if (routes.Addresses(link.Index, AddressFamily.Unspecified).FirstOrDefault(prefix.Contains) is { } address)
                return $"{link.Name} there has the address {address}";
        var indexes = _links.ToDictionary(link => link.Index, link => link.Name);
        foreach (var (destination, link) in routes.Ways())
            if (destination.Overlaps(prefix) && (link == 0 || indexes.ContainsKey(link)))
                return $"there is a route to {destination}{(indexes.TryGetValue(link, out var name) ? $" through {name}" : "")} there";
        return null;
    }
}
