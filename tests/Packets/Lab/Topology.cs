using System.Globalization;
using Ilb.Datapath;
using Ilb.Datapath.Libbpf;
using Ilb.Datapath.Upgrades;
using Ilb.Forwarding;
using Ilb.Forwarding.Kernel;
using Ilb.Model.Snapshots;
using Microsoft.Win32.SafeHandles;

namespace Ilb.Packets.Lab;

/// <summary>
/// Machines as network namespaces around one that stands for ilb's own, joined by veth pairs. Nothing in it leads out.
/// Machine n has 10.1.0.n and port slot n.
/// </summary>
internal sealed class Topology : IDisposable
{
    private static int s_count;
    private readonly string _prefix = $"t{Environment.ProcessId}x{Interlocked.Increment(ref s_count)}";
    private readonly int _machines;
    private readonly Dictionary<int, int> _ports = [];

    internal Topology(int machines, AttachMode mode, ForwardingState state)
    {
        _machines = machines;
        Pins = $"/sys/fs/bpf/ilb-{_prefix}";
        Command.Run($"ip netns add {_prefix}hub");
        Kernel = KernelState.Open(Pins, new KernelOptions { Attach = mode, FlowBuckets = 4096 });
        for (var i = 1; i <= machines; i++)
            AddMachine(i);
        Kernel.Apply(ForwardingChange.Between(ForwardingState.Empty, state));
    }

    internal string Pins { get; }

    internal KernelState Kernel { get; private set; }

    internal string Hub => _prefix + "hub";

    internal string Machine(int number) => $"{_prefix}m{number}";

    /// <summary>Ends this process's hold on the kernel and opens it again, as a restart does.</summary>
    /// <param name="build">The programs of another version.</param>
    /// <param name="reached">Told while content is carried over.</param>
    internal void Restart(AttachMode mode, string? build = null, Action<CarryStep>? reached = null)
    {
        Kernel.Dispose();
        var options = new KernelOptions { Attach = mode, Reached = reached ?? (_ => { }) };
        Kernel = KernelState.Open(Pins, build is null ? options : options with { ObjectPath = build });
        foreach (var (number, ifindex) in _ports)
            Attach(number, ifindex);
    }

    /// <summary>The machine's interface goes and comes back as another one, as when its port is made anew.</summary>
    internal void Renew(int number)
    {
        Command.Run($"ip -n {Hub} link del p{number}");
        Command.Run($"ip netns del {Machine(number)}");
        AddMachine(number);
    }

    /// <summary>Of the links that hook programs to interfaces, where they are links: which they are, and the program each has now.</summary>
    internal unsafe IReadOnlyList<(string Pin, uint Link, uint Program)> Links() =>
    [
        .. Directory.GetFiles(Path.Combine(Pins, "links")).Order().Select(pin =>
        {
            using var link = new SafeFileHandle(Native.OpenPin(pin), ownsHandle: true);
            TcxLinkDescription description = default;
            var size = (uint)sizeof(TcxLinkDescription);
            return Native.Describe((int)link.DangerousGetHandle(), &description, &size) == 0
                ? (Path.GetFileName(pin), description.Id, description.ProgramId)
                : throw KernelException.Last("describe", pin);
        }),
    ];

    internal string In(int machine, string command) => Command.Run($"ip netns exec {Machine(machine)} {command}");

    public void Dispose()
    {
        Kernel.Dispose();
        KernelState.Remove(Pins);
        for (var i = 1; i <= _machines; i++)
            Command.Try($"ip netns del {Machine(i)}");
        Command.Try($"ip netns del {Hub}");
    }

    private void AddMachine(int number)
    {
        var name = Machine(number);
        Command.Run($"ip netns add {name}");
        Command.Run($"ip -n {Hub} link add p{number} address 12:34:56:78:9a:bc type veth peer name eth0 netns {name}");
        Command.Run($"ip -n {Hub} link set p{number} up");
        Command.Run($"ip -n {name} link set lo up");
        Command.Run($"ip -n {name} addr add 10.1.0.{number}/24 dev eth0");
        Command.Run($"ip -n {name} link set eth0 up");
        Command.Run($"ip -n {name} route add default via 10.1.0.254");
        var slot = new Slot((uint)number, 1);
        var ifindex = Index(Hub, $"p{number}");
        var address = Tables.Address($"10.1.0.{number}");
        Kernel.Ports.Set(slot, new PortValue((uint)ifindex, 1, Tables.Network, 1500, address, Mac(name), PortOptions.None));
        _ports[number] = ifindex;
        Attach(number, ifindex);
    }

    private void Attach(int number, int ifindex) =>
        Namespaces.In(Hub, () => Kernel.Ports.Attach(ifindex, $"p{number}", new Slot((uint)number, 1)));

    private static int Index(string space, string device) =>
        int.Parse(Command.Run($"ip -n {space} -o link show {device}").Split(':')[0], CultureInfo.InvariantCulture);

    private static MacAddress Mac(string space)
    {
        var words = Command.Run($"ip -n {space} -o link show eth0").Split(' ');
        var mac = words[Array.IndexOf(words, "link/ether") + 1];
        return MacAddress.From(mac.Split(':').Select(octet => byte.Parse(octet, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToArray());
    }
}
