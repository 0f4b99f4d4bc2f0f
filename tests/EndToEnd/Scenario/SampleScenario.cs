using System.Net;
using Ilb.EndToEnd.Fixtures;
using Xunit;

namespace Ilb.EndToEnd.Scenario;

/// <summary>An installation in which a sample was run, and the machines it made.</summary>
/// <param name="sample">A file of samples/.</param>
/// <param name="service">The cloud service with the internal load balancer and two members of its set.</param>
/// <param name="client">A machine that may call the VIP and is no member.</param>
public abstract class SampleScenario(string sample, string service, string client) : IAsyncLifetime
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
            var (code, output) = await Served.ShellAsync(IlbProgram.Sample(sample));
            if (code != 0)
                throw new InvalidOperationException($"The sample ended with {code}:\n{output}");
            Vip = await Served.VipAsync(service, 100);
            Client = await Served.InsideAsync(client);
            await Served.HealthyAsync(service, 2);
        }
        catch
        {
            await Served.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return Served.DisposeAsync();
    }
}
