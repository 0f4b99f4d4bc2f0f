using System.Net;
using System.Text.Json;
using Ilb.Agent;
using Ilb.ControlPlane.Status;
using Ilb.EndToEnd.Fixtures;
using Xunit;

namespace Ilb.EndToEnd.Installed;

/// <summary>A machine on which the package was installed; the service that came with it has the announcement's network: web1, web2, client1.</summary>
public sealed class InstalledService : IAsyncLifetime
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private static readonly Installation Installation = new("/var/lib/ilb");

    private DebianMachine? _machine;

    internal DebianMachine Machine => _machine!;

    public IPEndPoint Vip { get; private set; } = null!;

    internal MachinePlace Client { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _machine = await DebianMachine.BootAsync();
        try
        {
            File.Copy(DebianPackage.Path, Path.Combine(Machine.Brought, "ilb.deb"));
            await Machine.RunAsync("dpkg -i /mnt/ilb.deb");
            await Machine.RunAsync("ilb shell /usr/lib/ilb/samples/virtual-network.ps1");
            var status = await HealthyAsync();
            Vip = new IPEndPoint(IPAddress.Parse(status.Vips[0].Address), status.Vips[0].Sets[0].Port);
            var client = status.Machines.Single(line => line.Name.EndsWith("/client1", StringComparison.Ordinal));
            Client = new MachinePlace(
                $"{Machine.Root}{Path.Combine(Installation.NamespacesDirectory, client.Port)}", "client1", IPAddress.Parse(client.Address));
        }
        catch
        {
            await Machine.DisposeAsync();
            _machine = null;
            throw;
        }
    }

    /// <summary>Waits until both servers are judged up.</summary>
    internal async Task<StatusReport> HealthyAsync()
    {
        StatusReport? status = null;
        await Eventually.TrueAsync(
            async () =>
            {
                var (code, output) = await Machine.TryAsync("ilb status -o json");
                status = code == 0 ? JsonSerializer.Deserialize<StatusReport>(output, Json) : null;
                return status?.Vips.SelectMany(vip => vip.Sets).SelectMany(set => set.Backends).Count(backend => backend.Health == "up") == 2;
            },
            "web1 and web2 are up", 60);
        return status!;
    }

    /// <summary>What keeps machines running: a line each, with process id and start.</summary>
    internal Task<string> SupervisorsAsync() => Machine.RunAsync("ps -eo pid,lstart,args | grep '[s]upervise' | sort");

    /// <summary>What systemd says of the service.</summary>
    internal async Task<string> PropertyAsync(string name) => (await Machine.RunAsync($"systemctl show ilb --value -p {name}")).Trim();

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        if (_machine is not null)
            await _machine.DisposeAsync();
    }
}
