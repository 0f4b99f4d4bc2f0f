using AwesomeAssertions;
using Ilb.EndToEnd.Fixtures;
using Ilb.Model.Feed;
using Xunit;

namespace Ilb.EndToEnd.Machines;

public sealed class MachineTests
{
    [Fact]
    public async Task Machine_has_its_name_address_route_and_hosts()
    {
        await using var host = new TestHost();
        host.Start();
        host.Want(TestHost.Machine(1, "web1"));
        await host.RunsAsync(1);

        (await host.ExecuteAsync("web1", "hostname")).Output.Should().Be("web1\n");
        (await host.ExecuteAsync("web1", "ip", "-4", "-o", "addr", "show", "eth0")).Output.Should().Contain("inet 10.1.0.4/24");
        (await host.ExecuteAsync("web1", "ip", "route")).Output.Should().Contain("default via 10.1.0.1 dev eth0");
        (await host.ExecuteAsync("web1", "cat", "/etc/hosts")).Output.Should().Contain("10.1.0.4 web1");
        (await host.ExecuteAsync("web1", "getent", "hosts", "web1")).Output.Should().Contain("10.1.0.4");
    }

    [Fact]
    public async Task Exit_code_of_a_command_passes_through()
    {
        await using var host = new TestHost();
        host.Start();
        host.Want(TestHost.Machine(1, "web1"));
        await host.RunsAsync(1);

        (await host.ExecuteAsync("web1", "sh", "-c", "exit 42")).Code.Should().Be(42);
        (await host.ExecuteAsync("MyWebsite1/web1", "no-such-command")).Code.Should().Be(127);
    }

    [Fact]
    public async Task Machines_of_one_network_reach_each_other()
    {
        await using var host = new TestHost();
        host.Start();
        host.Want(TestHost.Machine(1, "web1"), TestHost.Machine(2, "web2"));
        await host.RunsAsync(1, 2);

        await Eventually.TrueAsync(() => host.Log("web2").Contains("tcp/80"), "web2 listens");
        var (code, output) = await host.ExecuteAsync("web1", "curl", "-s", "-m", "5", "http://10.1.0.5/");
        code.Should().Be(0);
        output.Should().StartWith("web2 10.1.0.5:80 from 10.1.0.4:");
    }

    [Fact]
    public async Task Command_that_does_not_exist_is_named_in_the_machines_status()
    {
        await using var host = new TestHost("""{"images": [{"name": "wrong", "command": "no-such-daemon"}]}""");
        host.Start();
        host.Want(TestHost.Machine(1, "web1", image: "wrong"));

        await Eventually.TrueAsync(() => host.Last(1)?.Status == MachineStatus.Failed, "web1 fails");
        host.Last(1)!.Detail.Should().Contain("no-such-daemon").And.Contain("No such file");
    }

    [Fact]
    public async Task Image_with_a_root_directory_of_its_own_sees_that_and_not_the_hosts()
    {
        using var root = new RootDirectory("sh", "cat", "sleep");
        await using var host = new TestHost(
            $$"""{"images": [{"name": "own", "command": "sh", "arguments": ["-c", "cat /mark; sleep infinity"], "rootDirectory": "{{root.Path}}"}]}""");
        host.Start();
        host.Want(TestHost.Machine(1, "web1", image: "own"));
        await host.RunsAsync(1);

        await Eventually.TrueAsync(() => host.Log("web1").Contains("of its own root"), "it reads its own files");
        (await host.ExecuteAsync("web1", "cat", "/etc/hostname")).Output.Should().Be("web1\n");
        (await host.ExecuteAsync("web1", "cat", "/usr/bin/env")).Code.Should().NotBe(0);
        (await host.ExecuteAsync("web1", "sh", "-c", "echo x > /mark")).Code.Should().NotBe(0);
    }

    [Fact]
    public async Task Root_directory_without_places_to_mount_on_is_named_with_what_it_needs()
    {
        using var root = new RootDirectory("sh");
        Directory.Delete(Path.Combine(root.Path, "proc"));
        Directory.Delete(Path.Combine(root.Path, "dev"));
        await using var host = new TestHost($$"""{"images": [{"name": "own", "command": "sh", "rootDirectory": "{{root.Path}}"}]}""");
        host.Start();
        host.Want(TestHost.Machine(1, "web1", image: "own"));

        await Eventually.TrueAsync(() => host.Last(1)?.Status == MachineStatus.Failed, "web1 fails");
        host.Last(1)!.Detail.Should().Contain("needs empty folders named proc, dev");
    }
}
