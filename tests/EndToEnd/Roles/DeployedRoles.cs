using System.Net;
using Ilb.Contracts;
using Ilb.EndToEnd.Fixtures;
using Xunit;

namespace Ilb.EndToEnd.Roles;

/// <summary>An installation in which samples/web-and-worker-roles.ps1 was run.</summary>
public sealed class DeployedRoles : IAsyncLifetime
{
    public const string Service = "MyRoles";

    private ServedInstallation? _served;

    public ServedInstallation Served => _served!;

    public IPEndPoint Vip { get; } = new(IPAddress.Parse("10.0.0.100"), 80);

    internal MachinePlace Client { get; private set; } = null!;

    /// <summary>What the sample printed.</summary>
    public string Output { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        _served = await ServedInstallation.StartAsync();
        try
        {
            (var code, Output) = await Served.ShellAsync(IlbProgram.Sample("web-and-worker-roles.ps1"));
            if (code != 0)
                throw new InvalidOperationException($"The sample ended with {code}:\n{Output}");
            Client = await Served.InsideAsync("client1");
            await Served.HealthyAsync(Service, 3);
        }
        catch
        {
            await Served.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => Served.DisposeAsync();

    /// <summary>Gives the web role so many instances.</summary>
    public Task ScaleAsync(int instances) => Served.DoneAsync(Served.Client.ConfigureDeploymentAsync(
        Service, "Production", new ChangeConfiguration { Configuration = Configuration(instances) }));

    /// <summary>The sample's configuration with another count for the web role.</summary>
    public static string Configuration(int instances) =>
        File.ReadAllText(IlbProgram.Sample("web-and-worker-roles/ServiceConfiguration.cscfg"))
            .Replace("<Instances count=\"2\" />", $"<Instances count=\"{instances}\" />", StringComparison.Ordinal);
}
