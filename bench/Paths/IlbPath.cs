using System.Globalization;
using System.Net;
using Ilb.Bench.Lab;
using Ilb.Datapath;
using Ilb.Datapath.Namespaces;
using Ilb.Datapath.Netlink;
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
    {
        ArgumentNullException.ThrowIfNull(lab);
        _switch = lab.NewPlace("ilb-r");
        var pins = $"/sys/fs/bpf/{lab.Prefix}";
        lab.OnDispose(() => KernelState.Remove(pins));
        _kernel = KernelState.Open(pins);
        lab.OnDispose(_kernel.Dispose);
        var machines = BenchSnapshot.Machines(3);
        var servers = machines[1..];
        var snapshot = BenchSnapshot.Of(
            machines, BenchSnapshot.Set(1, Endpoints.Http, servers), BenchSnapshot.Set(2, Endpoints.Sink, servers));
        _kernel.Apply(ForwardingChange.Between(ForwardingState.Empty, ForwardingCompiler.Compile(snapshot, node: 1)));
        var places = machines.Select(machine => Attach(lab, machine)).ToArray();
        (Client, Servers) = (places[0], places[1..]);
    }

    public string Name => "ilb";

    public Place Client { get; }

    public IPAddress Address { get; } = BenchSnapshot.Vip;

    public IReadOnlyList<Place> Servers { get; }

    /// <summary>Why packets left as they did; to be shown when a load fails.</summary>
    public IReadOnlyDictionary<string, ulong> Verdicts() => _kernel.Verdicts();

    private Place Attach(Laboratory lab, MachineEntry machine)
    {
        var place = lab.NewPlace($"ilb-{machine.Name}");
        var device = string.Create(CultureInfo.InvariantCulture, $"v{machine.Port.Index}");
        var mac = new MacAddress(2, 0, 0, 0, 0, (byte)machine.Port.Index);
        _switch.Join(new VethEnd(device, MacAddress.Router), place, new VethEnd("eth0", mac), LinkSize.Of(1500));
        place.AddAddress("eth0", $"{machine.Address}/24");
        var ifindex = _switch.IndexOf(device);
        using var inside = NetworkNamespace.Open(_switch.Path);
        inside.Run(() =>
        {
            _kernel.Ports.Set(machine.Port, new PortValue((uint)ifindex, 1, 1, 1500, KernelAddress.From(machine.Address), mac, PortOptions.None));
            _kernel.Ports.Attach(ifindex, device, machine.Port);
        });
        return place;
    }
}
