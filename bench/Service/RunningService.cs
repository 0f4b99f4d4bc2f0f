using System.Net;
using Ilb.Agent;
using Ilb.Bench.Lab;
using Ilb.Client;
using Ilb.Contracts;
using Ilb.ControlPlane;
using Ilb.Model.Feed;
using Ilb.Model.Images;
using Ilb.Model.Snapshots;

namespace Ilb.Bench.Service;

/// <summary>Control plane, store, API and agent, joined as `ilb serve` joins them, and a client of the API.</summary>
internal sealed class RunningService : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ControlPlaneHost _host;
    private readonly NodeAgent _agent;
    private readonly Task _running;
    private readonly ServiceManagementClient _client;

    public RunningService(Laboratory lab)
    {
        var installation = new Installation(Path.Combine(lab.Folder, "data"));
        lab.OnDispose(() => TearDown.RunAsync(installation).GetAwaiter().GetResult());
        Directory.CreateDirectory(installation.DataDirectory);
        File.WriteAllText(Path.Combine(installation.DataDirectory, "images.json"), Documents.Images);
        _host = ControlPlaneHost.StartAsync(new ControlPlaneOptions(installation.DataDirectory, new IPEndPoint(IPAddress.Loopback, 0)))
            .GetAwaiter().GetResult();
        Reports = new Reports(_host.Observer);
        _agent = NodeAgent.Open(
            new AgentOptions(installation, ImageCatalog.Parse(Documents.Images, out _)) { Log = Console.Error.WriteLine },
            _host.Feed, Reports, TimeProvider.System);
        _running = _agent.RunAsync(_stop.Token);
        _client = new ServiceManagementClient(PublishSettings.Read(_host.Folder.PublishSettingsFile)[0]);
    }

    /// <summary>What the agent says on its way to the control plane.</summary>
    public Reports Reports { get; }

    public Snapshot Current => _host.Feed.Current;

    /// <summary>Cloud services of so many machines each, all members of a set, running and judged up.</summary>
    public async Task AddAsync(int machines, params string[] services)
    {
        await DoneAsync(_client.SetNetworkConfigurationAsync(Documents.Networks));
        foreach (var service in services)
        {
            await _client.CreateServiceAsync(
                new CreateHostedService { ServiceName = service, Label = XmlDocuments.EncodeLabel(service), Location = Documents.Location });
            await DoneAsync(_client.CreateDeploymentAsync(service, Documents.Deployment(service, machines)));
        }

        Reports.WaitForRunning(machines * services.Length);
        foreach (var backend in Current.Sets.SelectMany(set => set.Backends))
            Judge(backend, null);
        Reports.WaitFor(await FirstAsync(Current.Revision - 1, snapshot => snapshot.Sets.All(set => set.Backends.All(b => b.State == BackendState.Up))));
    }

    /// <summary>Sends a machine anew; returns when the service has accepted it.</summary>
    public Task<string> UpdateAsync(string service, Role role) => _client.UpdateRoleAsync(service, service, role);

    /// <summary>Waits until the operation of a change ended, so that the next one is not refused.</summary>
    public async Task DoneAsync(Task<string> operation) => await _client.WaitForOperationAsync(await operation);

    /// <summary>Tells the control plane the result of a probe, as an agent would.</summary>
    public void Judge(BackendEntry backend, string? failure) =>
        _host.Observer.Observe(new ProbeObservation(DateTimeOffset.UtcNow, backend.Slot, failure));

    /// <summary>The revision of the first snapshot after another that a condition holds for.</summary>
    public async Task<long> FirstAsync(long after, Func<Snapshot, bool> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            var snapshot = await _host.Feed.NewerThanAsync(after, patience.Token);
            if (condition(snapshot))
                return snapshot.Revision;
            after = snapshot.Revision;
        }
    }

    public void Dispose()
    {
        _stop.Cancel();
        _running.GetAwaiter().GetResult();
        _agent.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _host.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _client.Dispose();
        _stop.Dispose();
    }
}
