using AwesomeAssertions;
using Ilb.EndToEnd.Fixtures;
using Ilb.Packets.Lab;
using Xunit;

namespace Ilb.EndToEnd.Installed;

/// <summary>The package on a machine that has nothing else of ilb: systemd starts what it brings, and traffic outlives all that happens to it.</summary>
public sealed class UpgradeTests(InstalledService service) : IClassFixture<InstalledService>
{
    private const int Connections = 1000;

    private DebianMachine Machine => service.Machine;

    [Fact]
    public async Task Upgrade_to_other_programs_breaks_none_of_a_thousand_connections_and_refuses_no_new_one()
    {
        (await Machine.TryAsync("command -v dotnet clang gcc")).Output.Should().BeEmpty();
        var (program, table, supervisors) = (await service.PropertyAsync("MainPID"), await TableAsync(), await service.SupervisorsAsync());
        await using var downloads = await LongDownloads.StartAsync(service.Client, service.Vip, Connections, TimeSpan.FromSeconds(1));
        downloads.Machines.Distinct().Should().HaveCount(2);
        await using var load = Load.Start(service.Client, service.Vip);
        await load.MoreAsync(20);
        await downloads.GoOnAsync();

        using var other = OtherBuild.ReadableHere();
        var package = DebianPackage.Repack(Machine.Brought, "0.1.1", other.ObjectPath);
        await Machine.RunAsync($"dpkg -i /mnt/{Path.GetFileName(package)}");

        await downloads.GoOnAsync();
        await service.HealthyAsync();
        await load.MoreAsync(100);
        (await Machine.RunAsync("dpkg-query -f '${Version}' -W ilb")).Should().Be("0.1.1\n");
        (await service.PropertyAsync("ActiveState")).Should().Be("active");
        (await service.PropertyAsync("MainPID")).Should().NotBe(program);
        (await TableAsync()).Should().NotBe(table, "flows are in a table of the new programs");
        (await service.SupervisorsAsync()).Should().Be(supervisors, "machines are the same processes as before");
        await downloads.GoOnAsync();
        (await load.StopAsync()).Should().OnlyContain(reply => reply.Failure == null);
    }

    /// <summary>Which map flows are in.</summary>
    private Task<string> TableAsync() => Machine.RunAsync("bpftool map show pinned /sys/fs/bpf/ilb-*/flows | head -1");
}
