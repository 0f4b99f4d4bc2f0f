using System.Net;
using Ilb.Client.Packages;
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

    public Task SetStatusAsync(string status) => Served.DoneAsync(Served.Client.SetDeploymentStatusAsync(
        Service, "Production", new UpdateDeploymentStatus { Status = status }));

    /// <summary>The sample's package with another program for the web role.</summary>
    public async Task UpgradeAsync(string program)
    {
        var folder = Directory.CreateTempSubdirectory("ilb-package-").FullName;
        foreach (var file in (string[])["ServiceDefinition.csdef", "WebRole/start.sh", "WorkerRole/worker.sh"])
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, file))!);
            File.Copy(IlbProgram.Sample("web-and-worker-roles/" + file), Path.Combine(folder, file));
        }

        await File.WriteAllTextAsync(Path.Combine(folder, "WebRole", "start.sh"), program);
        using var package = new MemoryStream();
        PackageFolder.Pack(folder, package);
        Directory.Delete(folder, recursive: true);
        var url = await Served.Client.UploadPackageAsync(package);
        await Served.DoneAsync(Served.Client.UpgradeDeploymentAsync(
            Service, "Production", new UpgradeDeployment { Mode = "Auto", PackageUrl = url, Configuration = Configuration(2), RoleToUpgrade = "WebRole" }));
    }

    /// <summary>The sample's configuration with another count for the web role.</summary>
    public static string Configuration(int instances) =>
        File.ReadAllText(IlbProgram.Sample("web-and-worker-roles/ServiceConfiguration.cscfg"))
            .Replace("<Instances count=\"2\" />", $"<Instances count=\"{instances}\" />", StringComparison.Ordinal);
}
