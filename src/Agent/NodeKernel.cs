using System.Collections.Immutable;
using System.Net;
using Ilb.Agent.Machines;
using Ilb.Datapath;
using Ilb.Datapath.Netlink;
using Ilb.Datapath.Trials;
using Ilb.Forwarding;
using Ilb.Forwarding.Kernel;
using Ilb.Model.Feed;
using Ilb.Model.Snapshots;

namespace Ilb.Agent;

/// <summary>The data plane of this node, what was last written to it, and the lock that lets status read meanwhile.</summary>
internal sealed class NodeKernel(KernelState kernel, SwitchNamespace inside, int node) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Lock _tracing = new();
    private Trial? _trial;
    private bool _isDisposed;
    private HashSet<Slot> _counted = [];
    private ForwardingState? _applied;
    private ForwardingState? _compiled;
    private ImmutableDictionary<Slot, LocalPort> _set = ImmutableDictionary<Slot, LocalPort>.Empty;

    /// <summary>The ports that may be in the kernel: a change need not read them all.</summary>
    private HashSet<Slot>? _known;

    public T Use<T>(Func<KernelState, T> read)
    {
        lock (_gate)
            return read(kernel);
    }

    /// <summary>In ilb's own namespace, where the interfaces are through which it tells the ends of connections.</summary>
    public void Sweep()
    {
        lock (_gate)
            inside.Run(() =>
            {
                kernel.Sweep();
                return true;
            });
    }

    /// <summary>Beside the other lock: the first one takes a second to load, and a trial changes nothing. Null: there is no such port.</summary>
    public TraceAnswer? Trace(TraceQuery query)
    {
        lock (_tracing)
        {
            if (_isDisposed || kernel.Ports.Find(query.Port) is not { } port)
                return null;
            var trial = _trial ??= kernel.LoadTrial();
            return inside.Run(() => query.Source.Port == 0
                ? EphemeralPort.Try(Run)
                : Run(query.Source.Port));

            TraceAnswer Run(int source) => trial.Run(
                port.Ifindex, new MadePacket(new IPEndPoint(query.Source.Address, source), query.Destination, query.Protocol, query.IsMidFlow));
        }
    }

    /// <summary>After a failure nobody knows what is in force: read it anew.</summary>
    public void Distrust() => (_applied, _set, _known) = (null, ImmutableDictionary<Slot, LocalPort>.Empty, null);

    /// <summary>The ports that the kernel refuses, e.g. as their interface is gone, and why; the others are set all the same.</summary>
    public IReadOnlyDictionary<Slot, string> SetPorts(ImmutableDictionary<Slot, LocalPort> ports)
    {
        var refused = new Dictionary<Slot, string>();
        lock (_gate)
        {
            foreach (var (slot, port) in ports.Where(port => _set.GetValueOrDefault(port.Key) != port.Value))
            {
                try
                {
                    Set(slot, port);
                }
                catch (KernelException problem)
                {
                    refused[slot] = problem.Message;
                }
            }

            _set = ports.RemoveRange(refused.Keys);
        }

        return refused;
    }

    public void Apply(Snapshot snapshot)
    {
        lock (_gate)
        {
            var wanted = ForwardingCompiler.Compile(snapshot, node, _compiled);
            var frontends = snapshot.Sets.Select(set => set.Frontend).ToHashSet();
            if (!_counted.IsSubsetOf(frontends) || _applied is null)
                kernel.KeepDropsOf(frontends); // what is gone makes room
            _counted = frontends;
            kernel.Apply(ForwardingChange.Between(_applied ?? kernel.ReadBack(), wanted));
            _applied = _compiled = wanted;
        }
    }

    /// <summary>How full the tables are; of what was written last where it is not known for sure.</summary>
    public IReadOnlyList<TableFill> Tables() => Use(state => state.Tables(_compiled ?? ForwardingState.Empty));

    public void RemovePortsExcept(IEnumerable<Slot> wanted)
    {
        lock (_gate)
        {
            var kept = wanted.ToHashSet();
            var nothingToRemove = _known is not null && _known.IsSubsetOf(kept);
            _known = kept;
            if (nothingToRemove)
                return;
            foreach (var (index, port) in kernel.Ports.All())
            {
                var slot = new Slot(index, port.Generation);
                if (kept.Contains(slot))
                    continue;
                inside.Run(() =>
                {
                    kernel.Ports.Remove(slot, (int)port.Ifindex, slot == Outside.Port ? Uplink.DeviceName : MachinePort.DeviceName(slot));
                    return true;
                });
            }
        }
    }

    public void Dispose()
    {
        lock (_tracing)
        {
            _isDisposed = true;
            _trial?.Dispose();
            lock (_gate)
                kernel.Dispose();
        }
    }

    private void Set(Slot slot, LocalPort port)
    {
        kernel.Ports.Set(slot, new PortValue(
            (uint)port.Link.Index,
            slot.Generation,
            port.Network,
            (uint)port.Link.Mtu,
            KernelAddress.From(port.Address),
            port.GuestMac ?? PortMac.Of(slot),
            port.Options,
            Address6: port.Ipv6Address is { } ipv6 ? KernelAddress.From(ipv6) : default));
        kernel.Ports.Prepare(slot, port.Options); // not inside, where probes wait
        inside.Run(() =>
        {
            kernel.Ports.Attach(port.Link.Index, port.Link.Name, slot, port.Options);
            return true;
        });
    }
}
