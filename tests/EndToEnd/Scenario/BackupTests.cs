using AwesomeAssertions;
using Ilb.EndToEnd.Fixtures;
using Xunit;

namespace Ilb.EndToEnd.Scenario;

/// <summary>`ilb backup` beside a running service, and `ilb restore`.</summary>
public sealed class BackupTests : IDisposable
{
    private readonly string _place = Directory.CreateTempSubdirectory("ilb-backup-").FullName;

    private string File => Path.Combine(_place, "ilb.tar.gz");

    [Fact]
    public async Task What_was_there_at_the_backup_serves_again_to_clients_that_have_the_former_publish_settings()
    {
        var network = new BalancedNetwork();
        await network.InitializeAsync();
        await using var served = network.Served;
        var data = served.Installation.DataDirectory;
        var (code, output) = await served.RunAsync("backup", File);
        code.Should().Be(0, output);
        output.Should().Contain("private keys");
        System.IO.File.GetUnixFileMode(File).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        (await served.RunAsync("backup", File)).Output.Should().Contain("already");
        await BundledAsync(served);
        await served.ChangeRoleAsync(BalancedNetwork.Service, "web2", role => role.Endpoints().Clear());

        (await served.RunAsync("restore", File, "--force")).Output.Should().Contain("in use by another ilb serve");
        await served.StopAsync();
        (await served.RunAsync("restore", File, "--force")).Output.Should().Contain("ilb down");
        (await served.RunAsync("down")).Code.Should().Be(0);
        (await served.RunAsync("restore", File)).Output.Should().Contain("--force");
        (code, output) = await served.RunAsync("restore", File, "--force");
        code.Should().Be(0, output);
        var kept = Directory.GetDirectories(Path.GetDirectoryName(data)!, Path.GetFileName(data) + ".before-*");
        kept.Should().ContainSingle("the former folder is beside the other").Which.Should().Be(output.Split(' ')[^1].Trim().TrimEnd('.'));
        Directory.Delete(kept[0], recursive: true);

        await served.ServeAsync();
        await served.HealthyAsync(BalancedNetwork.Service, 2);
        (await served.Client.GetRoleAsync(BalancedNetwork.Service, BalancedNetwork.Service, "web2")).Endpoints().Should().ContainSingle("it is as it was at the backup");
        (await served.VipAsync(BalancedNetwork.Service, 100)).Should().Be(network.Vip);
        (await served.ExecuteAsync("client1", "curl", "-s", $"http://{network.Vip}")).Should().Contain("web");
    }

    /// <summary>`ilb support-bundle` of the same: it has what the kernel holds and what the service tells.</summary>
    private async Task BundledAsync(ServedInstallation served)
    {
        var bundle = Path.Combine(_place, "support.tar.gz");
        var (code, output) = await served.RunAsync("support-bundle", bundle);
        code.Should().Be(0, output);
        var (_, names) = await IlbProgram.RunUnderAsync("tar", ["-tzf", bundle]);
        names.Should().ContainAll("version.txt", "kernel.txt", "check.txt", "maps/flows.txt", "maps/backends.txt", "service/status.json", "service/audit.json", "state/allocations.json");
        (await IlbProgram.RunUnderAsync("tar", ["-xzOf", bundle, "maps/backends.txt"])).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Should().HaveCount(2);
        (await IlbProgram.RunUnderAsync("tar", ["-xzOf", bundle, "service/status.json"])).Output.Should().Contain("web/web1");
    }

    public void Dispose() => Directory.Delete(_place, recursive: true);
}
