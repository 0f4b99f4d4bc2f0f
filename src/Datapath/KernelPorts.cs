using System.Globalization;
using Ilb.Datapath.Attachments;
using Ilb.Datapath.Maps;
using Ilb.Datapath.Programs;
using Ilb.Forwarding.Kernel;
using Ilb.Model.Snapshots;

namespace Ilb.Datapath;

/// <summary>
/// Ports and the interfaces behind them. Attach and remove resolve interface indexes in the calling thread's network namespace,
/// which must be ilb's own; the other calls work anywhere.
/// </summary>
public sealed class KernelPorts
{
    /// <summary>Twin of PORT_HINTS in bpf/maps.h.</summary>
    private const uint Hints = 4096;

    private readonly BpfMap<uint, uint> _slots, _hints;
    private readonly BpfMap<uint, PortValue> _ports;
    private readonly PortPrograms _programs;
    private readonly BpfProgram _entry, _uplink, _gateway;
    private readonly string _links;
    private readonly AttachMode _mode;

    internal KernelPorts(BpfObject loaded, PortPrograms programs, string links, AttachMode mode)
    {
        _programs = programs;
        _slots = loaded.Map<uint, uint>("port_slots");
        _hints = loaded.Map<uint, uint>("port_hints");
        _ports = loaded.Map<uint, PortValue>("ports");
        _entry = loaded.Program("port_entry");
        _uplink = loaded.Program("uplink_entry");
        _gateway = loaded.Program("gateway_entry");
        _links = links;
        _mode = mode;
    }

    /// <summary>
    /// Makes packets flow to and from the interface named in the value, in place of the one the slot had. Writes nothing where that is
    /// so already: a write that fails half-way would cut off a port that was in order.
    /// </summary>
    public void Set(Slot slot, PortValue value)
    {
        var wanted = value with { Generation = slot.Generation };
        var hint = value.Ifindex % Hints;
        if (_ports.TryGet(slot.Index, out var held) && held == wanted && _slots.TryGet(value.Ifindex, out var leads) && leads == slot.Index)
        {
            if (_hints.TryGet(hint, out var first) && first != slot.Index)
                _hints.Set(hint, slot.Index); // another interface's, or a version came that asks for hints
            return;
        }

        Forget(slot.Index, value.Ifindex);
        _ports.Set(slot.Index, wanted);
        _hints.Set(hint, slot.Index);
        _slots.Set(value.Ifindex, slot.Index);
    }

    /// <summary>
    /// Takes the program off the interface and forgets the port. The slot goes last: whoever is interrupted before that finds it in
    /// <see cref="All"/> and removes the rest. Meanwhile packets from the interface are dropped (unknown_port).
    /// </summary>
    /// <param name="device">Its name, for messages; one that is gone is no error.</param>
    public void Remove(Slot slot, int ifindex, string device)
    {
        Forget(slot.Index, 0);
        TakeOff(_links, slot, ifindex, device);
        _ports.Remove(slot.Index);
    }

    internal static void TakeOff(string links, Slot slot, int ifindex, string device)
    {
        if (File.Exists(Pin(links, slot)))
            TcxAttachment.Detach(Pin(links, slot));
        else
            ClsactAttachment.Detach(ifindex, device);
    }

    /// <summary>Slot index → port, of those that are set.</summary>
    public IReadOnlyList<KeyValuePair<uint, PortValue>> All() => _ports.Entries();

    /// <summary>Null where the slot has no port now, or another generation's.</summary>
    public PortValue? Find(Slot slot) => _ports.TryGet(slot.Index, out var port) && port.Ifindex != 0 && port.Generation == slot.Generation ? port : null;

    /// <summary>The program of such a port is in force. For the first of its kind this takes a second; it needs no namespace.</summary>
    /// <exception cref="KernelException">The kernel does not take it.</exception>
    public void Prepare(Slot slot, PortOptions options) => _programs.Ensure(KindOf(slot.Index, options));

    /// <summary>Hooks the program to the host side of a port; nothing changes if it is there already.</summary>
    /// <param name="device">Its name, for messages.</param>
    /// <param name="options">Of the port: which program it is.</param>
    public void Attach(int ifindex, string device, Slot slot, PortOptions options = PortOptions.None)
    {
        Prepare(slot, options);
        var entry = KindOf(slot.Index, options) switch { PortKind.Uplink => _uplink, PortKind.Gateway => _gateway, _ => _entry };
        var tcx = _mode != AttachMode.Clsact && TcxAttachment.TryAttach(entry, ifindex, device, Pin(slot));
        if (!tcx && _mode == AttachMode.Tcx)
            throw new KernelException("attach", $"program {entry} to {device}", 95, "This kernel has no tcx (Linux 6.6); use clsact.");
        if (!tcx)
            ClsactAttachment.Attach(entry, ifindex, device);
    }

    /// <summary>Those that there are ports of.</summary>
    internal IEnumerable<PortKind> Kinds() => All().Select(port => KindOf(port.Key, port.Value.Flags));

    private static PortKind KindOf(uint slot, PortOptions options) =>
        slot == Outside.Port.Index ? PortKind.Uplink : options.HasFlag(PortOptions.Gateway) ? PortKind.Gateway : PortKind.Machine;

    private void Forget(uint slot, uint except)
    {
        if (_ports.TryGet(slot, out var old) && old.Ifindex != 0 && old.Ifindex != except)
        {
            _hints.Set(old.Ifindex % Hints, 0);
            _slots.Remove(old.Ifindex);
        }
    }

    private string Pin(Slot slot) => Pin(_links, slot);

    private static string Pin(string links, Slot slot) => Path.Combine(links, slot.Index.ToString(CultureInfo.InvariantCulture));
}
