using AwesomeAssertions;
using Ilb.Contracts;
using Ilb.EndToEnd.Fixtures;
using Xunit;

namespace Ilb.EndToEnd.Roles;

public sealed class RoleTests(DeployedRoles roles) : IClassFixture<DeployedRoles>
{
    [Fact]
    public async Task Web_role_answers_at_the_internal_vip_with_the_instances_that_the_configuration_says()
    {
        await roles.ScaleAsync(2);
        await roles.Served.HealthyAsync(DeployedRoles.Service, 2);

        (await WhoAnswersAsync(100)).Should().BeEquivalentTo("WebRole_IN_0", "WebRole_IN_1");
    }

    [Fact]
    public async Task Connections_to_instances_that_stay_go_on_while_the_web_role_scales_from_2_to_4_to_1()
    {
        await roles.ScaleAsync(2);
        await roles.Served.HealthyAsync(DeployedRoles.Service, 2);
        var held = await HoldAsync(20);
        held.Select(h => h.Instance).Distinct().Should().BeEquivalentTo("WebRole_IN_0", "WebRole_IN_1");

        using var stop = new CancellationTokenSource();
        var talks = held.Where(h => h.Instance == "WebRole_IN_0").Select(h => TalkAsync(h.Conversation, stop.Token)).ToList();

        await using (var load = Load.Start(roles.Client, roles.Vip))
        {
            await roles.ScaleAsync(4);
            await roles.Served.HealthyAsync(DeployedRoles.Service, 4);
            await load.MoreAsync(100);
            (await load.StopAsync()).Should().OnlyContain(reply => reply.Failure == null);
        }

        (await WhoAnswersAsync(200)).Should().BeEquivalentTo("WebRole_IN_0", "WebRole_IN_1", "WebRole_IN_2", "WebRole_IN_3");
        foreach (var (conversation, instance) in held.Where(h => h.Instance == "WebRole_IN_1"))
            InstanceOf(await conversation.AskAsync()).Should().Be(instance);

        await roles.ScaleAsync(1);
        (await WhoAnswersAsync(50)).Should().BeEquivalentTo("WebRole_IN_0");
        foreach (var (conversation, _) in held.Where(h => h.Instance == "WebRole_IN_1"))
            (await conversation.AskAsync()).Failure.Should().Be("ConnectionReset", "its instance is gone, which it is told at once");

        await stop.CancelAsync();
        (await Task.WhenAll(talks)).SelectMany(replies => replies).Should().OnlyContain(reply => reply.Machine == "WebRole-IN-0").And.HaveCountGreaterThan(100);
        foreach (var (conversation, _) in held)
            conversation.Dispose();

        (await roles.Served.StatusAsync()).Machines.Select(m => m.Name)
            .Should().BeEquivalentTo("MyRoles/WebRole_IN_0", "MyRoles/WorkerRole_IN_0", "MyClients/client1");
    }

    [Fact]
    public async Task Worker_role_reaches_the_web_role_through_the_load_balancer_and_hears_of_new_settings_without_a_restart()
    {
        await WorkerHearsAsync("WorkerRole_IN_0: WebRole-IN-");
        var process = await roles.Served.ProcessAsync("WorkerRole_IN_0");
        var changed = DeployedRoles.Configuration(2).Replace("http://10.0.0.100/", "http://10.0.0.100:81/", StringComparison.Ordinal);
        await roles.Served.DoneAsync(roles.Served.Client.ConfigureDeploymentAsync(
            DeployedRoles.Service, "Production", new ChangeConfiguration { Configuration = changed }));

        await WorkerHearsAsync("WorkerRole_IN_0: curl: (7) Failed to connect to 10.0.0.100 port 81");
        (await roles.Served.ProcessAsync("WorkerRole_IN_0")).Should().Be(process);
    }

    [Fact]
    public async Task Instance_may_call_its_own_role_once_somebody_does_what_status_advises()
    {
        await roles.ScaleAsync(1);
        await roles.Served.HealthyAsync(DeployedRoles.Service, 1);
        var inside = await roles.Served.InsideAsync("WebRole_IN_0");
        (await Conversation.OnceAsync(inside, roles.Vip)).Failure.Should().Be("ConnectionRefused");

        var note = (await roles.Served.StatusAsync()).Notes.Single(note => note.StartsWith("own_set: WebRole_IN_0", StringComparison.Ordinal));
        var advice = note[note.IndexOf("Set-Azure", StringComparison.Ordinal)..note.IndexOf(" allows it", StringComparison.Ordinal)];
        var (code, output) = await roles.Served.RunAsync("shell", "--command", advice);
        code.Should().Be(0, output);
        await roles.ScaleAsync(2);
        (await Conversation.OnceAsync(inside, roles.Vip)).Failure.Should().BeNull();
    }

    [Fact]
    public async Task Instance_sees_the_folder_of_its_role_only_and_may_not_write_it()
    {
        (await roles.Served.ExecuteAsync("WebRole_IN_0", "ls", "/run/approot")).Trim().Should().Be("start.sh");
        var act = () => roles.Served.ExecuteAsync("WebRole_IN_0", "touch", "/run/approot/new");
        (await act.Should().ThrowAsync<InvalidOperationException>()).WithMessage("*Read-only file system*");
        (await LogAsync("WebRole_IN_0")).Should().Contain("WebRole_IN_0 starts in /run/approot");
    }

    [Fact]
    public async Task Deployment_shows_roles_instances_endpoints_and_the_configuration_as_it_was_given()
    {
        await roles.ScaleAsync(2);
        var deployment = await roles.Served.Client.GetDeploymentAsync(DeployedRoles.Service);

        deployment.RoleList!.Select(r => r.RoleName).Should().Equal("WebRole", "WorkerRole");
        deployment.RoleInstanceList!.Select(i => (i.RoleName, i.InstanceName, i.InstanceStatus)).Should().BeEquivalentTo(
        [
            ("WebRole", "WebRole_IN_0", "ReadyRole"), ("WebRole", "WebRole_IN_1", "ReadyRole"), ("WorkerRole", "WorkerRole_IN_0", "ReadyRole"),
        ]);
        deployment.InputEndpointList.Should().ContainSingle().Which.Should().BeEquivalentTo(new { RoleName = "WebRole", Vip = "10.0.0.100", Port = 80 });
        XmlDocuments.DecodeLabel(deployment.Configuration!).Should().Be(DeployedRoles.Configuration(2));
    }

    [Fact]
    public async Task Upgrade_runs_the_new_package_at_the_same_addresses_and_a_suspended_deployment_answers_nobody()
    {
        await roles.ScaleAsync(2);
        var before = await AddressesAsync();
        await roles.UpgradeAsync("echo \"$RoleInstanceID is the second version\"; exec /run/ilb-machine respond\n");

        await roles.Served.HealthyAsync(DeployedRoles.Service, 2);
        (await LogAsync("WebRole_IN_1")).Should().Contain("WebRole_IN_1 is the second version");
        (await AddressesAsync()).Should().Equal(before);
        (await WhoAnswersAsync(60)).Should().BeEquivalentTo("WebRole_IN_0", "WebRole_IN_1");

        await roles.SetStatusAsync("Suspended");
        (await WhoAnswersAsync(5)).Should().BeEquivalentTo("ConnectionRefused");
        await roles.SetStatusAsync("Running");
        await roles.Served.HealthyAsync(DeployedRoles.Service, 2);
        (await WhoAnswersAsync(60)).Should().BeEquivalentTo("WebRole_IN_0", "WebRole_IN_1");
    }

    /// <summary>Request after request over one connection.</summary>
    private static async Task<List<Reply>> TalkAsync(Conversation conversation, CancellationToken cancellation)
    {
        var replies = new List<Reply>();
        do
        {
            replies.Add(await conversation.AskAsync());
            await Task.Delay(10, CancellationToken.None);
        }
        while (!cancellation.IsCancellationRequested && replies[^1].Failure is null);
        return replies;
    }

    private async Task<IEnumerable<string>> AddressesAsync() =>
        (await roles.Served.Client.GetDeploymentAsync(DeployedRoles.Service)).RoleInstanceList!.Select(i => $"{i.InstanceName} {i.IpAddress}");

    /// <summary>A host name has hyphens where the instance's name has underscores.</summary>
    private static string? InstanceOf(Reply reply) => reply.Machine?.Replace('-', '_');

    private async Task<string> LogAsync(string machine) => (await roles.Served.RunAsync("logs", machine)).Output;

    private Task WorkerHearsAsync(string what) => Eventually.TrueAsync(
        async () => (await LogAsync("WorkerRole_IN_0")).Contains(what, StringComparison.Ordinal), $"{what} in the worker's log");

    private async Task<HashSet<string>> WhoAnswersAsync(int requests)
    {
        var who = new HashSet<string>();
        for (var i = 0; i < requests; i++)
        {
            var reply = await Conversation.OnceAsync(roles.Client, roles.Vip);
            who.Add(InstanceOf(reply) ?? reply.Failure!);
        }

        return who;
    }

    private async Task<IReadOnlyList<(Conversation Conversation, string Instance)>> HoldAsync(int count)
    {
        var held = new List<(Conversation, string)>();
        for (var i = 0; i < count; i++)
        {
            var conversation = await Conversation.OpenAsync(roles.Client, roles.Vip);
            held.Add((conversation, InstanceOf(await conversation.AskAsync())!));
        }

        return held;
    }
}
