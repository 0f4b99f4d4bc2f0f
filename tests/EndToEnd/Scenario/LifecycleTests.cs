using System.Net;
using AwesomeAssertions;
using Ilb.Contracts;
using Ilb.EndToEnd.Fixtures;
using Xunit;
using static Ilb.EndToEnd.Scenario.BalancedNetwork;

namespace Ilb.EndToEnd.Scenario;

/// <summary>
/// Whatever is done to one machine, the connections of the others never notice: long downloads through the VIP from all machines,
/// each byte counted and compared, and flows of numbered datagrams, while web2 or a machine that comes and goes is operated on.
/// </summary>
public sealed class LifecycleTests(BalancedNetwork network) : IClassFixture<BalancedNetwork>, IAsyncLifetime
{
    /// <summary>Backends of web1 and web2: each is in the set "first" and in one for datagrams.</summary>
    private const int Backends = 4;

    private ServedInstallation Served => network.Served;

    /// <summary>The first test makes the set for datagrams.</summary>
    public async ValueTask InitializeAsync()
    {
        foreach (var web in (string[])["web1", "web2"])
        {
            if ((await Served.Client.GetRoleAsync(Service, Service, web)).Endpoints().All(endpoint => endpoint.LoadBalancedEndpointSetName != "echo"))
                await Served.ChangeRoleAsync(Service, web, role => role.Endpoints().Add(Echo()));
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Machine_stopped_started_and_restarted_leaves_the_connections_of_the_other_alone()
    {
        await using var downloads = await OfBothAsync();
        foreach (var operation in (string[])["ShutdownRoleOperation", "StartRoleOperation", "RestartRoleOperation"])
        {
            await Served.OperateAsync(Service, "web2", operation);
            await downloads.GoOnAsync("web1");
        }

        await Served.HealthyAsync(Service, Backends);
        (await network.WhoAnswersAsync(network.Vip)).Should().BeEquivalentTo("web1", "web2");
        await downloads.GoOnAsync("web1");
    }

    [Fact]
    public async Task Machine_that_is_resized_leaves_the_connections_of_the_other_alone()
    {
        await using var downloads = await OfBothAsync();
        await Served.ChangeRoleAsync(Service, "web2", role => role.RoleSize = "Medium");
        await downloads.GoOnAsync("web1");

        (await Served.StatusAsync()).Machines.Single(machine => machine.Name == "web/web2").Size.Should().Be("Medium");
        // Where there are control groups it is restarted, some time after the operation.
        await Eventually.TrueAsync(async () => (await network.WhoAnswersAsync(network.Vip)).SetEquals(["web1", "web2"]), "both answer");
        await downloads.GoOnAsync("web1");
    }

    [Fact]
    public async Task Machine_that_is_added_and_removed_leaves_the_connections_of_the_others_alone()
    {
        await using var downloads = await OfBothAsync();
        await Served.DoneAsync(Served.Client.AddRoleAsync(Service, Service, Documents.Role("web3", endpoints: [Documents.Member("first", 100, 8080), Echo()])));
        await Served.HealthyAsync(Service, Backends + 2);
        (await network.WhoAnswersAsync(network.Vip)).Should().BeEquivalentTo("web1", "web2", "web3");
        await downloads.GoOnAsync();

        await Served.DoneAsync(Served.Client.DeleteRoleAsync(Service, Service, "web3"));
        await downloads.GoOnAsync();
        (await network.WhoAnswersAsync(network.Vip)).Should().BeEquivalentTo("web1", "web2");
    }

    [Fact]
    public async Task Endpoint_added_changed_and_removed_leaves_other_connections_alone_also_of_the_same_machine()
    {
        await using var downloads = await OfBothAsync();
        await Served.ChangeRoleAsync(Service, "web2", role => role.Endpoints().Add(Documents.Member("second", 200, 8200)));
        await downloads.GoOnAsync();
        await Served.ChangeRoleAsync(Service, "web2", role => Second(role).Port = 201);
        await downloads.GoOnAsync();
        await Served.ChangeRoleAsync(Service, "web2", role => Second(role).LocalPort = 8201);
        await downloads.GoOnAsync();
        await Served.ChangeRoleAsync(Service, "web2", role => role.Endpoints().Remove(Second(role)));
        await downloads.GoOnAsync();
    }

    [Fact]
    public async Task Probe_timeout_and_distribution_changed_leave_all_connections_of_the_set_alone()
    {
        await using var downloads = await OfBothAsync();
        await ChangeFirstAsync(endpoint => endpoint.LoadBalancerProbe!.IntervalInSeconds = 6);
        await downloads.GoOnAsync();
        await ChangeFirstAsync(endpoint => endpoint.LoadBalancerProbe = new LoadBalancerProbe
        {
            Protocol = "http",
            Port = 8080,
            Path = "/",
            IntervalInSeconds = 5,
            TimeoutInSeconds = 5,
        });
        await downloads.GoOnAsync();
        await ChangeFirstAsync(endpoint => (endpoint.IdleTimeoutInMinutes, endpoint.LoadBalancerDistribution) = (10, "sourceIP"));
        await downloads.GoOnAsync();
        await ChangeFirstAsync(endpoint =>
        {
            (endpoint.IdleTimeoutInMinutes, endpoint.LoadBalancerDistribution) = (4, "none");
            endpoint.LoadBalancerProbe = new LoadBalancerProbe { Protocol = "tcp", Port = 8080, IntervalInSeconds = 5, TimeoutInSeconds = 5 };
        });
        await downloads.GoOnAsync();
        await Served.HealthyAsync(Service, Backends);
    }

    /// <summary>Downloads from web1 and web2, several of each, and flows of datagrams.</summary>
    private async Task<LongDownloads> OfBothAsync()
    {
        await Served.HealthyAsync(Service, Backends);
        var downloads = await LongDownloads.StartAsync(network.Client, network.Vip, 12);
        downloads.Machines.Distinct().Should().BeEquivalentTo("web1", "web2");
        await downloads.AddDatagramsAsync(network.Client, network.At(53), 4);
        return downloads;
    }

    private Task ChangeFirstAsync(Action<InputEndpoint> change) => Served.ChangeRoleAsync(
        Service, "web1", role => change(role.Endpoints().Single(endpoint => endpoint.LoadBalancedEndpointSetName == "first")));

    private static InputEndpoint Echo() => Documents.Member("echo", 53, 5353, "udp");

    private static InputEndpoint Second(Role role) => role.Endpoints().Single(endpoint => endpoint.LoadBalancedEndpointSetName == "second");
}
