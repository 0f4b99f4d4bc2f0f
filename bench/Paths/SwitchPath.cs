using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using Ilb.Bench.Costs;
using Ilb.Bench.Lab;
using Ilb.Datapath;
using Ilb.Datapath.Attachments;
using Ilb.Datapath.Programs;
using Ilb.Forwarding.Kernel;
using Ilb.Model.Addressing;
using Ilb.Model.Snapshots;

namespace Ilb.Bench.Paths;

/// <summary>
/// The machines and links of <see cref="IlbPath"/> with an empty switch in the place of ilb: who has the destination, and there it
/// goes (bench/bpf/switch.h). The client calls the server by its own address. What ilb is slower than this is what ilb costs.
/// </summary>
public sealed class SwitchPath : IPath
{
    private readonly Laboratory _lab;
    private readonly Place _middle;
    private readonly KernelState _kernel;
    private readonly BpfProgram _program;
    private readonly string _pins;

    public SwitchPath(Laboratory lab)
    {
        ArgumentNullException.ThrowIfNull(lab);
        _lab = lab;
        _middle = lab.NewPlace("swi-r");
        _pins = $"/sys/fs/bpf/{lab.Prefix}swi";
        lab.OnDispose(() => KernelState.Remove(_pins));
        _kernel = KernelState.Open(_pins, new KernelOptions { ObjectPath = Drill.ObjectPath });
        lab.OnDispose(_kernel.Dispose);
        _program = _kernel.ProgramNamed("bench_switch");
        var (client, server) = (BenchSnapshot.Machines(2)[0], BenchSnapshot.Machines(2)[1]);
        (Client, Servers, Address) = (Attach("c", client, server), [Attach("s", server, client)], server.Address);
    }

    public string Name => "empty switch";

    public Place Client { get; }

    public IPAddress Address { get; }

    public IReadOnlyList<Place> Servers { get; }

    /// <summary>A third machine that calls the server, whose answers to strangers lead here and no farther.</summary>
    public Place AddStranger()
    {
        var (server, stranger) = (BenchSnapshot.Machines(2)[1], BenchSnapshot.Machines(3)[2]);
        Servers[0].Know(Ipv4Prefix.ToAddress(server.Subnet.First + 1), MacAddress.Router);
        return Attach("o", stranger, server);
    }

    private Place Attach(string name, MachineEntry machine, MachineEntry other)
    {
        var place = MachineLinks.Attach(_lab, _middle, $"swi-{name}", machine, (device, ifindex) => Hook(machine, device, ifindex));
        place.Know(other.Address, MachineLinks.MacOf(other));
        return place;
    }

    private void Hook(MachineEntry machine, string device, int ifindex)
    {
        var address = BinaryPrimitives.ReadUInt32LittleEndian(machine.Address.GetAddressBytes());
        _kernel.MapNamed<uint, uint>("switch_machines").Set(address, (uint)ifindex);
        var pin = Path.Combine(_pins, "links", ifindex.ToString(CultureInfo.InvariantCulture));
        if (!TcxAttachment.TryAttach(_program, ifindex, device, pin))
            ClsactAttachment.Attach(_program, ifindex, device);
    }
}
