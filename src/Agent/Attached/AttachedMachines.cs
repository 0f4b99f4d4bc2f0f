using System.Collections.Immutable;
using Ilb.Agent.Machines;
using Ilb.Datapath;
using Ilb.Datapath.Namespaces;
using Ilb.Datapath.Netlink;
using Ilb.Model.Addressing;
using Ilb.Model.Feed;
using Ilb.Model.Snapshots;

namespace Ilb.Agent.Attached;

/// <summary>
/// The machines of this node that ilb runs no process of: a port where they are attached to something that is there. Called by the reconcile
/// loop alone, but for <see cref="HasNews"/> and <see cref="Examine"/>.
/// </summary>
internal sealed class AttachedMachines(AgentOptions options, SwitchNamespace inside, IObserver observer, TimeProvider time)
{
    private readonly Installation _installation = options.Installation;
    private readonly AttachedInterface _interface = new(options.Installation, options.Log, options.Uplink?.Interface);
    private readonly AttachedPort _port = new(options.Installation, inside, options.Log);
    private readonly Dictionary<Slot, (MachineStatus Status, string? Detail)> _told = [];
    private volatile ImmutableDictionary<Slot, Made> _made = ImmutableDictionary<Slot, Made>.Empty;
    private readonly Dictionary<Slot, string> _failures = [];
    private volatile ImmutableDictionary<Slot, Watched> _watched = ImmutableDictionary<Slot, Watched>.Empty;
    /// <summary>Ports that nothing is left of.</summary>
    private readonly HashSet<Slot> _clean = [];

    /// <summary>The ports of those that can have one now.</summary>
    /// <param name="renewed">Told each whose interface is another than before.</param>
    public ImmutableDictionary<Slot, LocalPort> MakePorts(Snapshot snapshot, Action<Slot> renewed, out bool complete)
    {
        var (before, made) = (_made, ImmutableDictionary.CreateBuilder<Slot, Made>());
        var watched = ImmutableDictionary.CreateBuilder<Slot, Watched>();
        _failures.Clear();
        foreach (var machine in Mine(snapshot).Where(machine => machine is { Binding: not null, Power: not MachinePower.Stopped }))
        {
            if (Make(snapshot, machine, made) is { } port)
                made[machine.Port] = port;
            watched[machine.Port] = new Watched(machine.Binding!, made.TryGetValue(machine.Port, out var now) ? now.Place.Identity : null);
            if (before.GetValueOrDefault(machine.Port)?.Port.Link.Index != now?.Port.Link.Index)
                renewed(machine.Port);
        }

        (_made, _watched) = (made.ToImmutable(), watched.ToImmutable());
        complete = _failures.Count == 0;
        return _made.ToImmutableDictionary(entry => entry.Key, entry => entry.Value.Port);
    }

    /// <summary>Takes back what is not wanted any more, and tells how each machine is.</summary>
    public void Follow(Snapshot snapshot)
    {
        var mine = Mine(snapshot).ToList();
        foreach (var gone in _told.Keys.Except(mine.Select(machine => machine.Port)).ToList())
            _told.Remove(gone);
        foreach (var machine in mine)
        {
            if (!_made.ContainsKey(machine.Port) && !_clean.Contains(machine.Port))
                TryClean(machine.Port);
            MachineFolder.Of(_installation, machine.Port).WriteAttached(machine.FullName);
            var (status, detail) = Describe(snapshot, machine);
            Tell(machine.Port, status, detail);
        }
    }

    /// <summary>The kernel would not take the port.</summary>
    public bool Refuse(Slot slot, string problem)
    {
        if (!_made.ContainsKey(slot))
            return false;
        _made = _made.Remove(slot);
        Fail(slot, problem);
        return true;
    }

    public void Distrust()
    {
        _made = ImmutableDictionary<Slot, Made>.Empty;
        _clean.Clear();
    }

    /// <summary>What a machine is attached to went, came, or is another one.</summary>
    public bool HasNews()
    {
        var devices = inside.Routes.List().Select(link => link.Name).ToHashSet();
        return _watched.Any(entry => Identity(entry.Key, entry.Value.Binding) is var now
            && (now != entry.Value.Identity || (now is not null && !devices.Contains(MachinePort.DeviceName(entry.Key)))));
    }

    /// <summary>Whether a machine could be attached to that now; nothing changes.</summary>
    public BindingAnswer Examine(Snapshot snapshot, Slot port, Binding binding)
    {
        if (snapshot.Machines.FirstOrDefault(machine => machine.Port == port) is not { } machine)
            return new BindingAnswer(binding, "the agent does not know the machine yet; try again.");
        try
        {
            if (snapshot.Machines.Any(other => other.Port != port && other.Binding?.Names(binding) == true))
                return new BindingAnswer(binding, null); // the rules refuse it, and know why
            if (binding.Kind == BindingKind.Interface)
            {
                _interface.Check(machine, binding, MtuOf(snapshot, machine));
                return new BindingAnswer(binding, null);
            }

            var exact = AttachedPlace.Exactly(binding);
            var place = AttachedPlace.Find(exact, _installation);
            RefuseTaken(snapshot, machine, place, _made);
            using var space = NetworkNamespace.Open(place.Path);
            using var routes = space.Run(RouteSocket.Open);
            var own = AttachedPort.InnerName(_installation, port);
            return new BindingAnswer(exact, new Surroundings(routes, own).Refusal(machine, Reach.Of(snapshot, machine)));
        }
        catch (Exception problem) when (IsOfThePlace(problem))
        {
            return new BindingAnswer(binding, problem.Message);
        }
    }

    /// <summary>Where a VIP of the machine is to be, beside its own address.</summary>
    public VipPlace? PlaceOf(Slot port) => _made.TryGetValue(port, out var made) && made.Port.GuestMac is null
        ? new VipPlace(made.Place.Path, AttachedPort.InnerName(_installation, port), [.. made.Machine.Addresses])
        : null;

    private IEnumerable<MachineEntry> Mine(Snapshot snapshot) =>
        snapshot.Machines.Where(machine => machine.Node == options.Node && machine.IsAttached);

    private Made? Make(Snapshot snapshot, MachineEntry machine, IReadOnlyDictionary<Slot, Made> others)
    {
        try
        {
            if (machine.Binding!.Kind == BindingKind.Interface)
                return MakeOfInterface(snapshot, machine);
            var place = AttachedPlace.Find(machine.Binding, _installation);
            var reach = Reach.Of(snapshot, machine);
            if (_made.TryGetValue(machine.Port, out var known) && known.Is(machine, place, reach))
                return known;
            RefuseTaken(snapshot, machine, place, others);
            _clean.Remove(machine.Port);
            var link = _port.Ensure(machine, place, MtuOf(snapshot, machine), reach, out var missing);
            return new Made(machine, place, reach, missing, new LocalPort(machine.Network, machine.Address, link) { Ipv6Address = machine.Ipv6Address });
        }
        catch (AttachmentException problem) when (problem.IsAbsent)
        {
            options.Log($"{machine} waits: {problem.Message}");
        }
        catch (Exception problem) when (IsOfThePlace(problem))
        {
            Fail(machine.Port, problem.Message);
        }

        return null;
    }

    private Made MakeOfInterface(Snapshot snapshot, MachineEntry machine)
    {
        var mtu = MtuOf(snapshot, machine);
        _clean.Remove(machine.Port);
        if (!_interface.IsTaken(machine.Port, machine.Binding!, inside))
        {
            _port.Remove(machine.Port);
            _interface.Take(machine.Port, machine.Binding!, mtu);
        }

        var port = _interface.Settle(machine, inside, mtu);
        return new Made(machine, new AttachedPlace(machine.Binding!.Target, (ulong)port.Link.Index), [], [], port);
    }

    private static int MtuOf(Snapshot snapshot, MachineEntry machine) =>
        snapshot.Networks.First(network => network.Slot.Index == machine.Network).Mtu;

    private static bool IsOfThePlace(Exception problem) =>
        problem is AttachmentException or KernelException or NetlinkException or NamespaceException or IOException or UnauthorizedAccessException;

    private static void RefuseTaken(Snapshot snapshot, MachineEntry machine, AttachedPlace place, IReadOnlyDictionary<Slot, Made> others)
    {
        var holder = others.FirstOrDefault(other => other.Key != machine.Port && other.Value.Place.Identity == place.Identity).Key;
        if (snapshot.Machines.FirstOrDefault(other => other.Port == holder) is { } taken)
            throw new AttachmentException($"{taken.FullName} is attached to that network namespace already: ilb detach {taken.FullName} frees it.");
    }

    private ulong? Identity(Slot port, Binding binding)
    {
        if (binding.Kind == BindingKind.Interface)
            return AttachedInterface.IdentityOf(port, binding, inside);
        try
        {
            return AttachedPlace.Find(binding, _installation).Identity;
        }
        catch (Exception problem) when (IsOfThePlace(problem))
        {
            return null;
        }
    }

    /// <summary>The next look tries again; other machines do not wait for it.</summary>
    private void TryClean(Slot port)
    {
        try
        {
            _port.Remove(port);
            _clean.Add(port);
        }
        catch (Exception problem) when (IsOfThePlace(problem))
        {
            Fail(port, problem.Message);
        }
    }

    private void Fail(Slot port, string problem)
    {
        _failures[port] = problem;
        options.Log($"attached machine {port}: {problem}");
    }

    private (MachineStatus Status, string? Detail) Describe(Snapshot snapshot, MachineEntry machine) => machine switch
    {
        { Power: MachinePower.Stopped } => (MachineStatus.Stopped, null),
        { Binding: null } => (MachineStatus.Waiting, $"to be attached: ilb attach {machine.FullName}"),
        _ when _failures.TryGetValue(machine.Port, out var problem) => (MachineStatus.Failed, problem),
        _ when _made.TryGetValue(machine.Port, out var made) => (MachineStatus.Running, made.Remark ?? (made.Port.GuestMac is null ? null : RemarkOfGuest(snapshot, machine.Port))),
        // Whose machine it is need not learn how things of the host are called.
        _ => (MachineStatus.Waiting, "for what it is attached to, which is not there"),
    };

    /// <summary>What ilb gives other machines, and can't give this one.</summary>
    private static string? RemarkOfGuest(Snapshot snapshot, Slot port) => FloatingVips.Wanted(snapshot, [port])[port] is { IsEmpty: false } vips
        ? $"it answers as {string.Join(", ", vips)}: who is behind its interface sets that by itself"
        : null;

    private void Tell(Slot port, MachineStatus status, string? detail)
    {
        if (_told.TryGetValue(port, out var told) && told == (status, detail))
            return;
        _told[port] = (status, detail);
        observer.Observe(new MachineObservation(time.GetUtcNow(), port, status, detail));
    }

    private sealed record Watched(Binding Binding, ulong? Identity);

    private sealed record Made(MachineEntry Machine, AttachedPlace Place, ImmutableArray<IpPrefix> Reach, ImmutableArray<IpPrefix> Missing, LocalPort Port)
    {
        /// <summary>What its operator should know though it works.</summary>
        public string? Remark => Missing.IsEmpty ? null : $"it does not reach {string.Join(", ", Missing)}: what it is attached to has another way there";

        public bool Is(MachineEntry machine, AttachedPlace place, ImmutableArray<IpPrefix> reach) =>
            place == Place && machine.Network == Machine.Network && machine.Subnet == Machine.Subnet
            && machine.Addresses.SequenceEqual(Machine.Addresses) && reach.SequenceEqual(Reach);
    }
}
