using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Ilb.Agent;
using Ilb.Client;
using Ilb.ControlPlane.Status;
using Ilb.Datapath.Namespaces;

namespace Ilb.Demo;

/// <summary>The sample's networks and machines, on a running `ilb serve`.</summary>
internal sealed class ServedWorld : IDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private readonly Installation _installation;
    private readonly ServiceManagementClient _client;
    private readonly MachineShell _shell;
    private readonly List<Witness> _witnesses = [];

    private ServedWorld(Installation installation)
    {
        _installation = installation;
        _shell = new MachineShell(installation);
        _client = new ServiceManagementClient(PublishSettings.Read(Path.Combine(installation.DataDirectory, "ilb.publishsettings"))[0]);
        Client = CallerIn("client1");
        Stranger = CallerIn("stranger1");
        Host = new Caller(() => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp));
    }

    /// <summary>The internal load balancer's address and the set's public port.</summary>
    public IPEndPoint Vip { get; private set; } = new(0, 0);

    /// <summary>client1, a machine in the virtual network that is no member of the set.</summary>
    public Caller Client { get; }

    /// <summary>What the set's probe settings promise: the longest that a silent member goes unnoticed.</summary>
    public TimeSpan FoundDownWithin { get; private set; }

    public IPAddress ClientAddress { get; private set; } = IPAddress.None;

    /// <summary>stranger1, a machine in another virtual network with the same address space.</summary>
    public Caller Stranger { get; }

    /// <summary>The host itself.</summary>
    public Caller Host { get; }

    /// <summary>One in web1, one in web2.</summary>
    public IReadOnlyList<Witness> Witnesses => _witnesses;

    public static async Task<ServedWorld> OpenAsync(Installation installation, CancellationToken cancellation)
    {
        var world = new ServedWorld(installation);
        await world.WaitUntilAsync("web1", up: true, cancellation);
        await world.WaitUntilAsync("web2", up: true, cancellation);
        var status = await world.StatusAsync(cancellation);
        world.Vip = new IPEndPoint(IPAddress.Parse(status.Vips[0].Address), status.Vips[0].Sets[0].Port);
        world.FoundDownWithin = TimeSpan.FromSeconds(status.Vips[0].Sets[0].FoundDownWithinSeconds ?? 0);
        world.ClientAddress = IPAddress.Parse(status.Machines.First(m => m.Name.EndsWith("/client1", StringComparison.Ordinal)).Address);
        foreach (var machine in new[] { "web1", "web2" })
            world._witnesses.Add(new Witness(world.SocketIn(machine, AddressFamily.Packet, SocketType.Raw, (ProtocolType)0x0300)));
        return world;
    }

    /// <summary>Runs a PowerShell command in `ilb shell`.</summary>
    public Task ShellAsync(string command, CancellationToken cancellation) =>
        ChildProcess.RunAsync(["shell", "--data", _installation.DataDirectory, "-c", command], cancellation);

    /// <summary>Makes the responder in a machine close its sockets for a while.</summary>
    public async Task SilenceAsync(string machine, TimeSpan duration, CancellationToken cancellation)
    {
        var file = FormattableString.Invariant($"echo {duration.TotalSeconds} > /run/responder/silent");
        if (await _shell.ExecuteAsync(machine, ["sh", "-c", file], cancellation) != 0)
            throw new DemoException($"{machine} could not be told to be silent.");
    }

    /// <summary>Waits until the set's backend on this machine is judged up, or down.</summary>
    public async Task WaitUntilAsync(string machine, bool up, CancellationToken cancellation)
    {
        while (Backend(await StatusAsync(cancellation), machine)?.Health == "up" != up)
            await Task.Delay(100, cancellation);
    }

    public void Dispose()
    {
        _witnesses.ForEach(w => w.Dispose());
        _client.Dispose();
    }

    private static BackendStatus? Backend(StatusReport status, string machine) =>
        status.Vips.SelectMany(v => v.Sets).SelectMany(s => s.Backends).FirstOrDefault(b => b.Machine.EndsWith("/" + machine, StringComparison.Ordinal));

    private async Task<StatusReport> StatusAsync(CancellationToken cancellation) =>
        JsonSerializer.Deserialize<StatusReport>(await _client.GetJsonAsync("status", cancellation), Json)!;

    private Caller CallerIn(string machine) => new(() => SocketIn(machine, AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp));

    private Socket SocketIn(string machine, AddressFamily family, SocketType type, ProtocolType protocol)
    {
        using var inside = NetworkNamespace.Open(_shell.NetworkNamespacePath(machine));
        return inside.Run(() => new Socket(family, type, protocol));
    }
}
