using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using Ilb.Datapath.Namespaces;
using Ilb.Datapath.Netlink;
using Ilb.Model.Feed;
using Ilb.Model.Snapshots;

namespace Ilb.Agent.Machines;

/// <summary>
/// Members of a set with floating IP answer as the VIP, so it is an address of their loopback (of their port, where the loopback is not ilb's): there before packets come that have
/// it as destination, gone after the last. What a machine has is read from its namespace once, and again when distrusted.
/// </summary>
internal sealed class FloatingVips(Installation installation, Func<Slot, VipPlace?> attached, Action<string> log)
{
    private readonly Dictionary<Slot, ImmutableHashSet<IPAddress>> _has = [];
    private ImmutableDictionary<Slot, ImmutableHashSet<IPAddress>> _wanted = ImmutableDictionary<Slot, ImmutableHashSet<IPAddress>>.Empty;

    /// <summary>The VIPs that each machine of these ports shall have. Pure.</summary>
    public static ImmutableDictionary<Slot, ImmutableHashSet<IPAddress>> Wanted(Snapshot snapshot, IEnumerable<Slot> ports)
    {
        var vips = (
            from set in snapshot.Sets
            where set.FloatingIp
            from backend in set.Backends
            select (backend.Port, set.Address)).ToLookup(member => member.Port, member => member.Address);
        return ports.ToImmutableDictionary(port => port, port => vips[port.Index].ToImmutableHashSet());
    }

    /// <summary>Gives what is missing and leaves what is too much. False: some machine could not get its own.</summary>
    public bool Add(Snapshot snapshot, IEnumerable<Slot> ports)
    {
        _wanted = Wanted(snapshot, ports);
        return All((has, wants) => has.Union(wants));
    }

    /// <summary>Takes away what no set needs any more.</summary>
    public bool Remove() => All((_, wants) => wants);

    /// <summary>Look at every machine again the next time.</summary>
    public void Distrust() => _has.Clear();

    /// <summary>Its namespace is another one.</summary>
    public void Distrust(Slot port) => _has.Remove(port);

    /// <summary>What machines should have and have not, as they are at this moment. May be called from any thread.</summary>
    public IReadOnlyList<MissingVip> Missing()
    {
        var missing = new List<MissingVip>();
        foreach (var (port, wants) in _wanted.Where(entry => !entry.Value.IsEmpty))
            missing.AddRange(wants.Except(Look(port)).Select(vip => new MissingVip(port, vip)));
        return missing;
    }

    private bool All(Func<ImmutableHashSet<IPAddress>, ImmutableHashSet<IPAddress>, ImmutableHashSet<IPAddress>> target)
    {
        var complete = true;
        foreach (var (port, wants) in _wanted)
            complete &= TryFollow(port, wants, target);
        return complete;
    }

    private bool TryFollow(
        Slot port, ImmutableHashSet<IPAddress> wants, Func<ImmutableHashSet<IPAddress>, ImmutableHashSet<IPAddress>, ImmutableHashSet<IPAddress>> target)
    {
        try
        {
            var folder = MachineFolder.Of(installation, port);
            if (!_has.TryGetValue(port, out var has))
                has = wants.IsEmpty && !folder.HasVips ? [] : Read(port);
            Change(port, folder, has, target(has, wants));
            return true;
        }
        catch (Exception problem) when (problem is NetlinkException or NamespaceException or IOException or UnauthorizedAccessException)
        {
            _has.Remove(port);
            log($"{port}: {problem.Message}");
            return false;
        }
    }

    private void Change(Slot port, MachineFolder folder, ImmutableHashSet<IPAddress> has, ImmutableHashSet<IPAddress> to)
    {
        _has[port] = to;
        if (has.SetEquals(to))
            return;
        if (!to.IsEmpty)
            folder.HasVips = true;
        var place = PlaceOf(port);
        using var inside = NetworkNamespace.Open(place.Namespace);
        using var routes = inside.Run<RouteSocket>(place.Device == VipPlace.Loopback ? OpenAsMember : RouteSocket.Open);
        routes.SetUp(place.Device);
        var loopback = routes.Find(place.Device)!.Index;
        foreach (var vip in to.Except(has))
            routes.AddAddress(loopback, vip, WholeAddress(vip), AddressScope.Host);
        foreach (var vip in has.Except(to))
            routes.RemoveAddress(loopback, vip, WholeAddress(vip));
        if (to.IsEmpty)
            folder.HasVips = false;
    }

    private static int WholeAddress(IPAddress address) => address.AddressFamily == AddressFamily.InterNetworkV6 ? 128 : 32;

    /// <summary>A machine that answers as the VIP must still ask for its router's MAC as itself: nobody answers ARP of the VIP.</summary>
    private static RouteSocket OpenAsMember()
    {
        const string alwaysOwnAddress = "2";
        Sysctl.Write("net.ipv4.conf.all.arp_announce", alwaysOwnAddress);
        return RouteSocket.Open();
    }

    private ImmutableHashSet<IPAddress> Look(Slot port)
    {
        try
        {
            return Read(port);
        }
        catch (Exception problem) when (problem is NetlinkException or NamespaceException)
        {
            return [];
        }
    }

    /// <summary>What the machine answers for, its own address left out: nothing while its loopback is down.</summary>
    private ImmutableHashSet<IPAddress> Read(Slot port)
    {
        var place = PlaceOf(port);
        using var inside = NetworkNamespace.Open(place.Namespace);
        using var routes = inside.Run(RouteSocket.Open);
        return routes.Find(place.Device) is { Up: true } loopback
            ? [.. routes.Addresses(loopback.Index, AddressFamily.Unspecified).Where(address => !IPAddress.IsLoopback(address)).Except(place.Own)]
            : [];
    }

    private VipPlace PlaceOf(Slot port) => attached(port) ?? VipPlace.OfMachine(MachinePort.NamespacePath(installation, port));
}
