using System.Collections.Immutable;
using System.Net;
using Ilb.Bench.Lab;
using Ilb.Datapath;
using Ilb.Forwarding;
using Ilb.Forwarding.Kernel;
using Ilb.Model.Snapshots;

namespace Ilb.Bench.Paths;

/// <summary>
/// ilb's data plane as the agent sets it up: a snapshot compiled and applied to the kernel, a port for the client and each server.
/// </summary>
public sealed class IlbPath : IPath
{
    private readonly Place _switch;
    private readonly KernelState _kernel;

    public IlbPath(Laboratory lab)
        : this(lab, "ilb", "ilb", Balanced(BenchSnapshot.Machines(3)), BenchSnapshot.Vip)
    {
    }

    /// <summary>From one virtual network to a VIP in another that it is joined to without a tunnel.</summary>
    public static IlbPath Joined(Laboratory lab) =>
        new(lab, "ilb, two networks", "ilbj", BenchSnapshot.Joined(Balanced(BenchSnapshot.Machines(3))), BenchSnapshot.Vip);

    /// <summary>With a public VIP, too, and a place outside that reaches it through the uplink.</summary>
    public static IlbPath Public(Laboratory lab, string shortName)
    {
        var path = new IlbPath(lab, "ilb", shortName, BenchSnapshot.Public(Balanced(BenchSnapshot.Machines(3)), Endpoints.Sink), BenchSnapshot.Vip);
        path.Outside = path.Attach(lab, $"{shortName}-o", BenchSnapshot.Stranger);
        foreach (var address in (IPAddress[])[BenchSnapshot.PublicVip, BenchSnapshot.NoVip])
            path.Outside.Know(address, MacAddress.Router);
        return path;
    }

    /// <param name="snapshot">Its first machine is the client, the others are the servers, each in its own network.</param>
    private IlbPath(Laboratory lab, string name, string shortName, Snapshot snapshot, IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(lab);
        (Name, Address) = (name, address);
        _switch = lab.NewPlace($"{shortName}-r");
        var pins = $"/sys/fs/bpf/{lab.Prefix}{shortName}";
        lab.OnDispose(() => KernelState.Remove(pins));
        _kernel = KernelState.Open(pins);
        lab.OnDispose(_kernel.Dispose);
        _kernel.Apply(ForwardingChange.Between(ForwardingState.Empty, ForwardingCompiler.Compile(snapshot, node: 1)));
        var places = snapshot.Machines.Select(machine => Attach(lab, $"{shortName}-{machine.Name}", machine)).ToArray();
        (Client, Servers) = (places[0], places[1..]);
    }

    public string Name { get; }

    public Place Client { get; }

    public IPAddress Address { get; }

    public IReadOnlyList<Place> Servers { get; }

    /// <summary>Beyond the uplink; null where there is none.</summary>
    public Place? Outside { get; private set; }

    /// <summary>Why packets left as they did; to be shown when a load fails.</summary>
    public IReadOnlyDictionary<string, ulong> Verdicts() => _kernel.Verdicts();

    private static Snapshot Balanced(ImmutableArray<MachineEntry> machines) => BenchSnapshot.Of(
        machines, BenchSnapshot.Set(1, Endpoints.Http, machines[1..]), BenchSnapshot.Set(2, Endpoints.Sink, machines[1..]),
        BenchSnapshot.Set(3, Endpoints.Echo, machines[1..]));

    private Place Attach(Laboratory lab, string name, MachineEntry machine) =>
        MachineLinks.Attach(lab, _switch, name, machine, (device, ifindex) =>
        {
            _kernel.Ports.Set(machine.Port, new PortValue(
                (uint)ifindex, machine.Port.Generation, machine.Network, 1500, KernelAddress.From(machine.Address), MachineLinks.MacOf(machine), PortOptions.None));
            _kernel.Ports.Attach(ifindex, device, machine.Port);
        });
}
