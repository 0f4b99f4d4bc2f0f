using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net;
using Ilb.Agent.Attached;
using Ilb.Agent.Gateways;
using Ilb.Datapath;
using Ilb.Datapath.Namespaces;
using Ilb.Datapath.Netlink;
using Ilb.Model.Feed;
using Ilb.Model.Images;
using Ilb.Model.Snapshots;

namespace Ilb.Agent.Machines;

/// <summary>All machines of this node: their ports, and a keeper for each process. Called by the reconcile loop alone.</summary>
internal sealed class LocalMachines(AgentOptions options, SwitchNamespace inside, AttachedMachines attached, IObserver observer, TimeProvider time) : IAsyncDisposable
{
    private readonly Installation _installation = options.Installation;
    private readonly MachinePort _port = new(options.Installation, inside);
    private readonly LocalGateways _gateways = new(options, inside, new MachinePort(options.Installation, inside));
    private readonly Dictionary<Slot, Kept> _kept = [];

    public LocalGateways Gateways => _gateways;

    public FloatingVips Vips { get; } = new(options.Installation, attached.PlaceOf, options.Log);

    private readonly ConcurrentDictionary<Slot, Task> _leaving = [];
    private ImmutableDictionary<Slot, (MachineEntry Machine, LocalPort Port)> _made =
        ImmutableDictionary<Slot, (MachineEntry, LocalPort)>.Empty;

    /// <summary>Every port that this node shall have, made where it is missing; those that could not be made are told and left out.</summary>
    public ImmutableDictionary<Slot, LocalPort> MakePorts(Snapshot snapshot, out bool complete)
    {
        var mtus = snapshot.Networks.ToDictionary(network => network.Slot.Index, network => network.Mtu);
        var made = new ConcurrentDictionary<Slot, (MachineEntry, LocalPort)>();
        var mine = snapshot.Machines.Where(machine => machine.Node == options.Node && !machine.IsAttached).ToList();
        foreach (var machine in mine.Where(machine => !IsMade(machine, out _)))
            Vips.Distrust(machine.Port);
        Parallel.ForEach(mine, new ParallelOptions { MaxDegreeOfParallelism = 4 }, machine =>
        {
            if (IsMade(machine, out var port) || TryMake(machine, mtus[machine.Network], out port))
                made[machine.Port] = (machine with { Ipv6Address = port.Ipv6Address }, port);
        });
        _made = made.ToImmutableDictionary();
        var gateways = _gateways.MakePorts(snapshot, out complete);
        var others = attached.MakePorts(snapshot, Vips.Distrust, out var completelyAttached);
        complete &= completelyAttached && mine.TrueForAll(machine => IsMade(machine, out _));
        return _made.ToImmutableDictionary(entry => entry.Key, entry => entry.Value.Port).AddRange(gateways).AddRange(others);
    }

    /// <summary>Tells the keepers what is wanted, and removes what is not: also what an earlier agent left half-made.</summary>
    public void Follow(Snapshot snapshot, ImmutableDictionary<Slot, LocalPort> ports)
    {
        foreach (var machine in snapshot.Machines.Where(machine => !machine.IsAttached && ports.ContainsKey(machine.Port)))
            Keeper(machine.Port).Want(new Wishes.Wish(machine, ImageOf(machine)));
        attached.Follow(snapshot);
        foreach (var wish in _gateways.Wishes(snapshot, ports.Keys))
            Keeper(wish.Machine.Port).Want(wish);
        var wanted = snapshot.Machines.Where(machine => machine.Node == options.Node).Select(machine => machine.Port)
            .Concat(snapshot.Gateways.Where(gateway => gateway.Node == options.Node).Select(gateway => gateway.Port)).ToHashSet();
        foreach (var slot in Leftovers.Ports(_installation, inside.Routes).Where(slot => !wanted.Contains(slot)))
            _leaving.GetOrAdd(slot, gone => Task.Run(() => RemoveAsync(gone)));
    }

    /// <summary>A port that the kernel would not take: told, and looked at again the next time.</summary>
    public void Refuse(Slot slot, string problem)
    {
        if (!_made.TryGetValue(slot, out var made))
        {
            if (!attached.Refuse(slot, problem))
                _gateways.Refuse(slot, problem);
            return;
        }

        _made = _made.Remove(slot);
        Report(made.Machine, problem);
    }

    /// <summary>Look at every port again the next time.</summary>
    public void Distrust()
    {
        _made = _made.Clear();
        _gateways.Distrust();
        attached.Distrust();
        Vips.Distrust();
    }

    /// <summary>Lets go of the processes, which stay.</summary>
    public async ValueTask DisposeAsync()
    {
        Kept[] all;
        lock (_kept)
        {
            all = [.. _kept.Values];
            _kept.Clear();
        }

        foreach (var kept in all)
            await kept.ReleaseAsync();
        await Task.WhenAll(_leaving.Values).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private MachineImage? ImageOf(MachineEntry machine) =>
        machine.Program is { } program ? RoleImage.Of(_installation, machine, program) : options.Images.Find(machine.Image);

    private bool IsMade(MachineEntry machine, out LocalPort port)
    {
        var known = _made.TryGetValue(machine.Port, out var made)
            && made.Machine.Address.Equals(machine.Address) && made.Machine.Subnet == machine.Subnet && made.Machine.Network == machine.Network
            && Equals(made.Machine.Ipv6Address, machine.Ipv6Address);
        port = known ? made.Port : null!;
        return known;
    }

    private bool TryMake(MachineEntry machine, int mtu, out LocalPort port)
    {
        port = null!;
        try
        {
            var link = _port.Ensure(machine, mtu);
            port = new LocalPort(machine.Network, machine.Address, link) { Ipv6Address = FollowIpv6(machine, mtu, link) };
            return true;
        }
        catch (Exception problem) when (problem is NetlinkException or NamespaceException or IOException or UnauthorizedAccessException)
        {
            Report(machine, problem.Message);
            return false;
        }
    }

    /// <summary>What the port has now; trouble with it leaves the other family alone.</summary>
    private IPAddress? FollowIpv6(MachineEntry machine, int mtu, Link link)
    {
        try
        {
            _port.FollowIpv6(machine, mtu, link);
            return machine.Ipv6Address;
        }
        catch (Exception problem) when (problem is NetlinkException or NamespaceException or IOException or UnauthorizedAccessException)
        {
            options.Log($"{machine} has no IPv6: {problem.Message}");
            return null;
        }
    }

    private void Report(MachineEntry machine, string problem)
    {
        observer.Observe(new MachineObservation(time.GetUtcNow(), machine.Port, MachineStatus.Failed, problem));
        options.Log($"{machine}: {problem}");
    }

    private MachineKeeper Keeper(Slot slot)
    {
        lock (_kept)
        {
            if (!_kept.TryGetValue(slot, out var kept))
                _kept[slot] = kept = Kept.Start(new MachineKeeper(_installation, slot, observer, time));
            return kept.Keeper;
        }
    }

    private async Task RemoveAsync(Slot slot)
    {
        try
        {
            Kept? kept;
            lock (_kept)
                _kept.Remove(slot, out kept);
            if (kept is not null)
                await kept.ReleaseAsync();
            AttachmentNote.Undo(MachineFolder.Of(_installation, slot));
            new AttachedInterface(_installation, options.Log).GiveBack(slot);
            await new MachineKeeper(_installation, slot, observer, time).RemoveAsync(CancellationToken.None);
            _port.Remove(slot);
        }
        catch (Exception problem) when (problem is KernelException or NetlinkException or NamespaceException or IOException or UnauthorizedAccessException)
        {
            options.Log($"removing {slot}: {problem.Message}");
        }
        finally
        {
            _leaving.TryRemove(slot, out _);
        }
    }

    private sealed record Kept(MachineKeeper Keeper, Task Loop, CancellationTokenSource Stop)
    {
        public static Kept Start(MachineKeeper keeper)
        {
            var stop = new CancellationTokenSource();
            return new Kept(keeper, Task.Run(() => keeper.RunAsync(stop.Token)), stop);
        }

        public async Task ReleaseAsync()
        {
            await Stop.CancelAsync();
            await Loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            Stop.Dispose();
        }
    }
}
