using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using Ilb.Agent;
using Ilb.Datapath;
using Ilb.Datapath.Namespaces;
using Ilb.Datapath.Netlink;
using Ilb.Model.Addressing;
using Ilb.Model.Feed;
using Ilb.Model.Images;
using Ilb.Model.Snapshots;

namespace Ilb.EndToEnd.Fixtures;

/// <summary>
/// An installation in a temporary folder with a real agent: real namespaces, programs and processes, snapshots by hand instead of a
/// control plane. Several may live side by side. Removes all of it at the end.
/// </summary>
internal sealed class TestHost : IObserver, IAsyncDisposable
{
    private readonly ConcurrentDictionary<Slot, MachineObservation> _machines = [];
    private readonly ConcurrentDictionary<Slot, ProbeObservation> _probes = [];
    private readonly ImageCatalog _images;
    private CancellationTokenSource _stop = new();
    private NodeAgent? _agent;
    private Task _running = Task.CompletedTask;
    private SnapshotFeed _feed = new();

    public TestHost(string? images = null, string under = "/tmp")
    {
        Installation = new Installation(Directory.CreateDirectory(Path.Combine(under, $"ilb-test-{Guid.NewGuid():N}")).FullName);
        _images = ImageCatalog.Parse(images, out var problems);
        if (!problems.IsEmpty)
            throw new ArgumentException(string.Join('\n', problems), nameof(images));
        Shell = new MachineShell(Installation);
    }

    public Installation Installation { get; }

    public MachineShell Shell { get; }

    public NodeAgent Agent => _agent ?? throw new InvalidOperationException("Start the agent first.");

    public Snapshot Snapshot { get; private set; } = OneNetwork;

    /// <summary>MyVNet, 10.1.0.0/16 with one subnet, without machines.</summary>
    public static Snapshot OneNetwork { get; } = Snapshot.Empty with
    {
        Networks = [new NetworkEntry(new Slot(1, 1), Guid.Empty, "MyVNet", [Ipv4Prefix.Parse("10.1.0.0/16")], [Ipv4Prefix.Parse("10.1.0.0/24")], 1500)],
    };

    /// <summary>Network namespace that is named as its uplink.</summary>
    public string? Uplink { get; init; }

    /// <summary>Called with the name of a map before each write; what it throws, the write throws.</summary>
    public Action<string> Writing { get; init; } = _ => { };

    public TimeSpan AuditInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Called with every observation before it counts; what it throws meets the agent where it was.</summary>
    public Action<Observation> Watch { get; init; } = _ => { };

    public ConcurrentQueue<Observation> Seen { get; } = [];

    public static MachineEntry Machine(uint slot, string name, string image = "ilb-responder", uint network = 1) => new(
        new Slot(slot, 1), Guid.Empty, "MyWebsite1", name, 1, network, IPAddress.Parse($"10.1.0.{slot + 3}"), Ipv4Prefix.Parse("10.1.0.0/24"),
        MachinePower.Running, image, "Small", []);

    public void Observe(Observation observation)
    {
        Watch(observation);
        Seen.Enqueue(observation);
        if (observation is MachineObservation machine)
            _machines[machine.Port] = machine;
        if (observation is ProbeObservation probe)
            _probes[probe.Backend] = probe;
    }

    public void Start()
    {
        _stop = new CancellationTokenSource();
        _feed = new SnapshotFeed();
        _agent = NodeAgent.Open(new AgentOptions(Installation, _images)
        {
            Log = Console.WriteLine,
            AuditInterval = AuditInterval,
            Uplink = Uplink is { } path ? new UplinkPlace(path) : null,
            Kernel = new KernelOptions { Writing = Writing },
        }, _feed, this, TimeProvider.System);
        _feed.Publish(Snapshot);
        _running = _agent.RunAsync(_stop.Token);
    }

    /// <summary>The agent ends; what it made stays.</summary>
    public async Task StopAsync()
    {
        if (_agent is null)
            return;
        await _stop.CancelAsync();
        await _running;
        await _agent.DisposeAsync();
        _agent = null;
        _stop.Dispose();
    }

    public void Want(params ReadOnlySpan<MachineEntry> machines) => Want(Snapshot with { Machines = [.. machines] });

    public void Want(Snapshot snapshot)
    {
        Snapshot = snapshot with { Revision = Snapshot.Revision + 1 };
        _feed.Publish(Snapshot);
    }

    public MachineObservation? Last(uint slot) => _machines.GetValueOrDefault(new Slot(slot, 1));

    public ProbeObservation? LastProbe(uint backend) => _probes.GetValueOrDefault(new Slot(backend, 1));

    public Task RunsAsync(params uint[] slots) =>
        Eventually.TrueAsync(() => slots.All(slot => Last(slot)?.Status == MachineStatus.Running), $"{string.Join(", ", slots)} run");

    /// <summary>What is wanted is in the kernel.</summary>
    public Task AppliedAsync() => Eventually.TrueAsync(
        () => Seen.OfType<AppliedObservation>().Any(seen => seen.Revision == Snapshot.Revision), $"revision {Snapshot.Revision} is in the kernel", 60);

    /// <summary>What a machine wrote; empty before its first word.</summary>
    public string Log(string machine) => File.Exists(Shell.LogPath(machine)) ? File.ReadAllText(Shell.LogPath(machine)) : "";

    /// <summary>The ports that have a folder, or in another directory something else of their name.</summary>
    public HashSet<Slot> Ports(string? directory = null) =>
    [
        .. Directory.EnumerateFileSystemEntries(directory ?? Installation.MachinesDirectory)
            .Select(path => Path.GetFileName(path).Split('.'))
            .Where(name => name.Length == 2)
            .Select(name => new Slot(uint.Parse(name[0], CultureInfo.InvariantCulture), uint.Parse(name[1], CultureInfo.InvariantCulture))),
    ];

    /// <summary>Host sides of ports.</summary>
    public IReadOnlyList<string> Devices()
    {
        using var inside = NetworkNamespace.Open(Installation.SwitchNamespace);
        using var routes = inside.Run(RouteSocket.Open);
        return [.. routes.List().Select(link => link.Name).Where(name => name.StartsWith('p'))];
    }

    /// <summary>Process ids of the supervisors of this installation.</summary>
    public IReadOnlyList<string> Supervisors() =>
    [
        .. Directory.EnumerateDirectories("/proc")
            .Where(process => Read($"{process}/cmdline").Contains($"supervise\0{Installation.DataDirectory}/", StringComparison.Ordinal))
            .Where(process => Read($"{process}/status").Split('\n').Any(line => line.StartsWith("NSpid:", StringComparison.Ordinal) && line.Split('\t').Length == 2)),
    ];

    /// <summary>A command inside a machine: exit code and both outputs.</summary>
    public async Task<(int Code, string Output)> ExecuteAsync(string machine, params string[] command)
    {
        var start = Shell.Enter(machine, command);
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await error);
    }

    private static string Read(string file)
    {
        try
        {
            return File.Exists(file) ? File.ReadAllText(file) : "";
        }
        catch (IOException)
        {
            return "";
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await TearDown.RunAsync(Installation);
        Directory.Delete(Installation.DataDirectory, recursive: true);
    }
}
