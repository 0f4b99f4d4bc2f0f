using AwesomeAssertions;
using Ilb.ControlPlane.Store;
using Ilb.EndToEnd.Fixtures;
using Xunit;

namespace Ilb.EndToEnd.Installed;

/// <summary>Whatever systemd does to the service: machines and traffic go on, until the package is removed.</summary>
public sealed class ServiceTests(InstalledService service) : IClassFixture<InstalledService>
{
    private const string Newer = "was written by a newer ilb (format 99, this ";

    private DebianMachine Machine => service.Machine;

    [Fact]
    public async Task Stopped_killed_or_hung_it_breaks_nothing_a_store_of_a_newer_version_is_refused_and_removal_leaves_nothing()
    {
        await Machine.RunAsync("zgrep -q '^.SS ilb serve' /usr/share/man/man1/ilb.1.gz && bash -c 'source /usr/share/bash-completion/completions/ilb && complete -p ilb'");
        var supervisors = await service.SupervisorsAsync();
        await using var downloads = await LongDownloads.StartAsync(service.Client, service.Vip, 20);
        await StoppedAsync();
        await downloads.GoOnAsync();
        await ReplacedAsync("systemctl kill --signal=KILL --kill-who=main ilb");
        await downloads.GoOnAsync();
        await HungAsync();
        await downloads.GoOnAsync();
        await DowngradedAsync();
        await downloads.GoOnAsync();
        (await service.SupervisorsAsync()).Should().Be(supervisors, "machines are the same processes as before");

        await Machine.RunAsync("mkdir /var/lib/ilb.before-20300102-030405 && dpkg --purge ilb");
        (await Machine.TryAsync("ps -eo args | grep '[s]upervise'")).Output.Should().BeEmpty();
        (await Machine.TryAsync("ls -d /run/ilb-* /sys/fs/bpf/ilb-* /var/lib/ilb* /usr/lib/ilb /etc/ilb /etc/systemd/system/*/ilb* 2>/dev/null")).Output.Should().BeEmpty();
    }

    /// <summary>It is started when it is ready, so it answers at once.</summary>
    private async Task StoppedAsync()
    {
        await Machine.RunAsync("systemctl stop ilb");
        (await service.PropertyAsync("Result")).Should().Be("success");
        (await Machine.TryAsync("ilb status")).Code.Should().NotBe(0);
        await Machine.RunAsync("systemctl start ilb && ilb status");
    }

    /// <summary>systemd finds out that it hangs by its silence.</summary>
    private async Task HungAsync()
    {
        await Machine.RunAsync("mkdir -p /run/systemd/system/ilb.service.d && printf '[Service]\nWatchdogSec=10\nTimeoutAbortSec=1\n' >/run/systemd/system/ilb.service.d/soon.conf && systemctl daemon-reload && systemctl restart ilb");
        await ReplacedAsync("systemctl kill --signal=STOP --kill-who=main ilb");
        (await Machine.RunAsync("journalctl --no-pager -u ilb")).Should().Contain("Watchdog timeout");
    }

    /// <summary>A process ends by this, and systemd starts another.</summary>
    private async Task ReplacedAsync(string command)
    {
        var before = await service.PropertyAsync("MainPID");
        await Machine.RunAsync(command);
        await Eventually.TrueAsync(
            async () => await service.PropertyAsync("ActiveState") == "active" && await service.PropertyAsync("MainPID") != before, "another process serves", 60);
    }

    private async Task DowngradedAsync()
    {
        var older = Path.GetFileName(DebianPackage.Repack(Machine.Brought, "0.0.9"));
        await Machine.RunAsync("systemctl stop ilb");
        Format(99);
        var (code, output) = await Machine.TryAsync($"dpkg -i /mnt/{older}");
        code.Should().Be(1);
        output.Should().Contain($"{Newer}version knows {StoreFormat.Current})");
        (await Machine.RunAsync("dpkg-query -f '${Version} ${Status}' -W ilb")).Should().Be("0.1.0 install ok installed\n");
        (await Machine.TryAsync("ilb serve")).Output.Should().Contain("Can't open the state").And.Contain("in format 99; this is ilb ");
        Format((byte)StoreFormat.Current);
        await Machine.RunAsync($"dpkg -i /mnt/{older} && systemctl start ilb && ilb status");
    }

    /// <summary>Where SQLite's header has the number.</summary>
    private void Format(byte number)
    {
        const int lastByte = 63;
        using var store = File.OpenWrite(Machine.Root + "/var/lib/ilb/state.db");
        store.Position = lastByte;
        store.WriteByte(number);
    }
}
