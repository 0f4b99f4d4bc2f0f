using System.Net;
using Ilb.Contracts;
using Ilb.ControlPlane.Status;
using Ilb.EndToEnd.Fixtures;
using Xunit;

namespace Ilb.EndToEnd.Attached;

/// <summary>
/// An installation with the service "web" behind an internal load balancer, of which web1 is to be attached and web2 is ilb's own; and, in
/// the same network, client1. The set is from public port 100 to local port 8080.
/// </summary>
public sealed class AttachedNetwork : IAsyncLifetime
{
    public const string Service = "web";
    public const int LocalPort = 8080;

    private ServedInstallation? _served;

    public ServedInstallation Served => _served!;

    public IPEndPoint Vip { get; private set; } = null!;

    internal MachinePlace Client { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _served = await ServedInstallation.StartAsync();
        try
        {
            await Served.AddNetworksAsync();
            await Served.AddServiceAsync(
                Service, [Attached("web1"), Documents.Role("web2", endpoints: Documents.Member("first", 100, LocalPort))], balanced: true);
            await Served.AddServiceAsync("clients", [Documents.Role("client1", Documents.Clients)]);
            Vip = await Served.VipAsync(Service, 100);
            Client = await Served.InsideAsync("client1");
            await Served.HealthyAsync(Service, 1);
        }
        catch
        {
            await Served.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => Served.DisposeAsync();

    /// <summary>A member of the set that waits.</summary>
    public static Role Attached(string name)
    {
        var role = Documents.Role(name, endpoints: Documents.Member("first", 100, LocalPort));
        role.OSVirtualHardDisk!.SourceImageName = "attached";
        return role;
    }

    public async Task<MachineStatusLine> LineAsync(string machine = "web1") =>
        (await Served.StatusAsync()).Machines.Single(line => line.Name == $"{Service}/{machine}");

    /// <summary>`ilb attach web1 …`, which has to succeed, until its probe does.</summary>
    public Task AttachAsync(params string[] to) => AttachAsync(2, to);

    /// <param name="healthy">Backends of the service that are up then, no more and no less.</param>
    public async Task AttachAsync(int healthy, params string[] to)
    {
        var (code, output) = await Served.RunAsync("attach", ["web1", .. to]);
        if (code != 0)
            throw new InvalidOperationException($"ilb attach web1 {string.Join(' ', to)} ended with {code}: {output}");
        await Served.HealthyAsync(Service, healthy);
    }

    public async Task DetachAsync()
    {
        var (code, output) = await Served.RunAsync("detach", "web1");
        if (code != 0)
            throw new InvalidOperationException($"ilb detach web1 ended with {code}: {output}");
    }

    public Task WaitsAsync(string why) => Eventually.TrueAsync(
        async () => await LineAsync() is { Status: "waiting", Detail: { } detail } && detail.Contains(why, StringComparison.Ordinal), $"web1 waits: {why}");

    /// <summary>Which machines answer new connections, or why none does.</summary>
    public async Task<IReadOnlySet<string>> WhoAnswersAsync(int requests = 40, IPEndPoint? at = null)
    {
        var who = new HashSet<string>();
        for (var i = 0; i < requests; i++)
            who.Add(await Conversation.OnceAsync(Client, at ?? Vip) is var reply ? reply.Machine ?? reply.Failure! : "");
        return who;
    }
}
