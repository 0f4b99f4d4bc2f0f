using System.Net;
using Ilb.EndToEnd.Fixtures;
using Xunit;

namespace Ilb.EndToEnd.Scenario;

/// <summary>An installation in which samples/virtual-network.ps1 was run, and the machines it made.</summary>
public sealed class AnnouncedScenario : IAsyncLifetime
{
    private ServedInstallation? _served;

    public ServedInstallation Served => _served!;

    /// <summary>The internal load balancer, with the announcement's public port.</summary>
    public IPEndPoint Vip { get; private set; } = null!;

    internal MachinePlace Client { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _served = await ServedInstallation.StartAsync();
        try
        {
            var (code, output) = await Served.ShellAsync(IlbProgram.Sample("virtual-network.ps1"));
            if (code != 0)
                throw new InvalidOperationException($"The sample ended with {code}:\n{output}");
            Vip = await Served.VipAsync("MyWebsite1", 100);
            Client = await Served.InsideAsync("client1");
            await Served.HealthyAsync("MyWebsite1", 2);
        }
        catch
        {
            await Served.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => Served.DisposeAsync();
}
