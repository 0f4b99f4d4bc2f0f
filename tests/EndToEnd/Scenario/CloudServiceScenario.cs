using System.Net;
using Ilb.EndToEnd.Fixtures;
using Xunit;

namespace Ilb.EndToEnd.Scenario;

/// <summary>An installation in which samples/cloud-service.ps1 was run, and the machines it made.</summary>
public sealed class CloudServiceScenario : IAsyncLifetime
{
    private ServedInstallation? _served;

    public ServedInstallation Served => _served!;

    /// <summary>The internal load balancer of the cloud service, with the public port of its set.</summary>
    public IPEndPoint Vip { get; private set; } = null!;

    /// <summary>A machine of the same cloud service that is no member.</summary>
    internal MachinePlace Client { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _served = await ServedInstallation.StartAsync();
        try
        {
            var (code, output) = await Served.ShellAsync(IlbProgram.Sample("cloud-service.ps1"));
            if (code != 0)
                throw new InvalidOperationException($"The sample ended with {code}:\n{output}");
            Vip = await Served.VipAsync("Website2", 100);
            Client = await Served.InsideAsync("Client1");
            await Served.HealthyAsync("Website2", 2);
        }
        catch
        {
            await Served.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => Served.DisposeAsync();
}
