using AwesomeAssertions;
using Ilb.Agent.Machines;
using Ilb.EndToEnd.Fixtures;
using Ilb.Model.Snapshots;
using Xunit;

namespace Ilb.EndToEnd.Machines;

/// <summary>What root inside a machine can't do. Each command would work for root on the host.</summary>
public sealed class IsolationTests(TwoMachines machines) : IClassFixture<TwoMachines>
{
    private readonly TestHost _host = machines.Host;

    [Fact]
    public async Task Root_inside_is_root_only_there()
    {
        (await _host.ExecuteAsync("web1", "id", "-u")).Output.Should().Be("0\n");
        var own = await _host.ExecuteAsync("web1", "cat", "/proc/self/uid_map");
        var other = await _host.ExecuteAsync("web2", "cat", "/proc/self/uid_map");

        own.Output.Should().NotBe(other.Output, "every machine has ids of its own");
        own.Output.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1].Should().NotBe("0");
    }

    [Fact]
    public async Task Root_inside_sees_only_its_own_processes()
    {
        var processes = (await _host.ExecuteAsync("web1", "sh", "-c", "cat /proc/[0-9]*/comm")).Output;

        processes.Split('\n', StringSplitOptions.RemoveEmptyEntries).Should().OnlyContain(name => name == "ilb-machine" || name == "sh" || name == "cat");
    }

    [Theory]
    [InlineData("touch /etc/made-by-a-machine")]
    [InlineData("touch /usr/bin/made-by-a-machine")]
    [InlineData("mount -o remount,rw /")]
    [InlineData("mount -o remount,bind,rw /")]
    [InlineData("mknod /tmp/memory c 1 1")]
    [InlineData("cat /etc/shadow")]
    [InlineData("touch /run/ilb/endpoints.json")]
    [InlineData("sh -c 'echo broken >> /etc/hosts'")]
    public async Task Root_inside_can_not_change_or_read_what_is_the_hosts(string command) =>
        await RefusedAsync(command);

    [Theory]
    [InlineData("umount /proc")]
    [InlineData("umount /run")]
    [InlineData("umount /sys")]
    [InlineData("mount -t proc proc /mnt")]
    [InlineData("mount -t sysfs sysfs /mnt")]
    [InlineData("chroot /proc/1/root true")]
    [InlineData("nsenter --target 1 --mount true")]
    public async Task Root_inside_can_not_undo_its_mounts(string command) => await RefusedAsync(command);

    [Theory]
    [InlineData("ip link set eth0 down")]
    [InlineData("ip addr add 10.1.0.99/24 dev eth0")]
    [InlineData("sh -c 'echo 1 > /proc/sys/net/ipv4/ip_forward'")]
    [InlineData("sh -c 'echo 1 > /proc/sys/kernel/panic'")]
    public async Task Root_inside_can_not_change_its_network_or_the_kernel(string command) =>
        await RefusedAsync(command);

    /// <summary>The positive control: each of these is refused for whom it concerns, not for how it is written.</summary>
    [Theory]
    [InlineData("touch /tmp/made-by-a-machine")]
    [InlineData("cat /etc/passwd")]
    [InlineData("mount -t tmpfs tmpfs /mnt && umount /mnt")]
    [InlineData("mknod /tmp/pipe p")]
    [InlineData("nsenter --target $$ --mount true")]
    [InlineData("chroot / true")]
    [InlineData("ip link show eth0")]
    [InlineData("kill -0 1")]
    [InlineData("unshare --net true")]
    public async Task Root_inside_can_do_the_same_with_what_is_its_own(string command)
    {
        var (code, output) = await RunAsync(command);
        code.Should().Be(0, output);
    }

    [Fact]
    public async Task Root_inside_does_not_reach_another_machine()
    {
        var first = MachineFolder.Of(_host.Installation, new Slot(2, 1)).ReadState()!.First;
        var pin = MachinePort.NamespacePath(_host.Installation, new Slot(2, 1));
        File.Exists(pin).Should().BeTrue();

        await RefusedAsync($"nsenter --net={pin} true");
        await RefusedAsync($"nsenter --target {first} --net true");
        await RefusedAsync($"kill -0 {first}");
        await RefusedAsync($"cat /proc/{first}/environ");
        await RefusedAsync($"ls -L /proc/{first}/root");
    }

    [Fact]
    public async Task Root_inside_finds_neither_the_data_folder_nor_pins_nor_programs()
    {
        await RefusedAsync($"ls {_host.Installation.DataDirectory}/machines");
        await RefusedAsync($"ls {_host.Installation.RunDirectory}");
        (await RunAsync("sh -c 'test -z \"$(ls /sys/fs/bpf)\"'")).Code.Should().Be(0);
        await RefusedAsync("python3 -c 'import ctypes, sys; sys.exit(ctypes.CDLL(None).syscall(321, 11, (ctypes.c_char * 128)(), 128) < 0)'");
    }

    [Fact]
    public async Task Data_folder_below_a_visible_folder_is_hidden()
    {
        await using var host = new TestHost(under: "/var/lib");
        host.Start();
        host.Want(TestHost.Machine(1, "web1"));
        await host.RunsAsync(1);

        (await host.ExecuteAsync("web1", "ls", host.Installation.DataDirectory)).Code.Should().NotBe(0);
    }

    [Fact]
    public async Task Data_folder_behind_a_link_is_hidden()
    {
        var link = $"/var/lib/ilb-link-{Guid.NewGuid():N}";
        var folder = Directory.CreateDirectory(link + "-real").FullName;
        Directory.CreateSymbolicLink(link, folder);
        try
        {
            await using var host = new TestHost(under: link);
            host.Start();
            host.Want(TestHost.Machine(1, "web1"));
            await host.RunsAsync(1);
            var seen = Path.Combine(folder, Path.GetFileName(host.Installation.DataDirectory));

            (await host.ExecuteAsync("web1", "stat", "-c", "%a", seen)).Output.Should().Be("0\n");
            (await host.ExecuteAsync("web1", "ls", seen)).Code.Should().Be(2);
        }
        finally
        {
            Directory.Delete(link);
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Host_file_systems_have_no_devices() =>
        (await RunAsync("sh -c 'grep \" / \" /proc/self/mountinfo | grep nodev'")).Code.Should().Be(0);

    [Fact]
    public async Task Set_user_id_programs_give_nothing()
    {
        (await RunAsync("grep NoNewPrivs:.1 /proc/self/status")).Code.Should().Be(0);
        (await RunAsync("sh -c 'grep \" / \" /proc/self/mountinfo | grep nosuid'")).Code.Should().Be(0);
    }

    [Fact]
    public async Task Machine_survives_what_root_inside_does_to_its_first_process()
    {
        var before = await RunAsync("stat -c %Y /proc/1");
        await RunAsync("sh -c 'kill -TERM 1; kill -SEGV 1; kill -KILL 1; true'");

        (await RunAsync("stat -c %Y /proc/1")).Should().Be(before);
    }

    /// <summary>The command ran, and was refused.</summary>
    private async Task RefusedAsync(string command)
    {
        const int cannotRun = 126, notFound = 127;
        var (code, output) = await RunAsync(command);
        code.Should().NotBe(0, command).And.NotBe(cannotRun, output).And.NotBe(notFound, output);
    }

    private Task<(int Code, string Output)> RunAsync(string command) => _host.ExecuteAsync("web1", "sh", "-c", command);
}
