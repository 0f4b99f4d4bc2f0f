using System.Net.Sockets;
using AwesomeAssertions;
using Ilb.EndToEnd.Fixtures;
using Xunit;

namespace Ilb.EndToEnd.Scenario;

/// <summary>What holds once the announcement's script has run; nothing here changes it.</summary>
public sealed class AnnouncementTests(AnnouncedScenario scenario) : IClassFixture<AnnouncedScenario>
{
    [Fact]
    public async Task Vip_answers_a_machine_of_the_virtual_network()
    {
        var answer = await scenario.Served.ExecuteAsync("client1", "curl", "-sS", "-m", "5", $"http://{scenario.Vip}/");
        answer.Should().MatchRegex($@"^web[12] 10\.0\.0\.\d+:100 from {scenario.Client.Address}:\d+ #\d+");
    }

    [Fact]
    public async Task Two_backends_share_2000_connections_within_10_percent_of_even()
    {
        var answered = new Dictionary<string, int>();
        for (var i = 0; i < 2000; i++)
        {
            var reply = await Conversation.OnceAsync(scenario.Client, scenario.Vip);
            reply.Failure.Should().BeNull();
            answered[reply.Machine!] = answered.GetValueOrDefault(reply.Machine!) + 1;
        }

        answered.Keys.Should().BeEquivalentTo("web1", "web2");
        answered.Values.Should().AllSatisfy(count => count.Should().BeInRange(900, 1100));
    }

    [Fact]
    public async Task Backends_see_the_clients_own_address_and_port()
    {
        using var conversation = await Conversation.OpenAsync(scenario.Client, scenario.Vip);
        var reply = await conversation.AskAsync();
        reply.Client.Should().Be(conversation.Local);
        reply.Client!.Address.Should().Be(scenario.Client.Address);
    }

    [Fact]
    public async Task One_connection_stays_with_one_backend()
    {
        using var conversation = await Conversation.OpenAsync(scenario.Client, scenario.Vip);
        var first = await conversation.AskAsync();
        for (var i = 0; i < 50; i++)
            (await conversation.AskAsync()).Should().Be(first);
    }

    [Fact]
    public async Task Vip_and_machines_answer_ping()
    {
        var web1 = await scenario.Served.InsideAsync("web1");
        (await Echo.AnswersAsync(scenario.Client, scenario.Vip.Address)).Should().BeTrue();
        (await Echo.AnswersAsync(scenario.Client, web1.Address)).Should().BeTrue();
    }

    [Fact]
    public async Task Port_of_the_vip_without_endpoint_is_refused()
    {
        scenario.Vip.Port.Should().NotBe(101);
        var reply = await Conversation.OnceAsync(scenario.Client, new(scenario.Vip.Address, 101));
        reply.Failure.Should().Be(nameof(SocketError.ConnectionRefused));
    }

    [Fact]
    public async Task Member_that_calls_its_own_set_is_refused_with_a_verdict_of_its_own()
    {
        var web1 = await scenario.Served.InsideAsync("web1");
        var before = (await scenario.Served.StatusAsync()).Verdicts.GetValueOrDefault("own_set");
        var reply = await Conversation.OnceAsync(web1, scenario.Vip);
        reply.Failure.Should().Be(nameof(SocketError.ConnectionRefused));
        (await scenario.Served.StatusAsync()).Verdicts.GetValueOrDefault("own_set").Should().BeGreaterThan(before);
    }

    [Fact]
    public async Task Script_run_twice_says_what_is_there_already_and_changes_nothing()
    {
        var before = await WrittenStateAsync();
        var (code, output) = await scenario.Served.ShellAsync(IlbProgram.Sample("virtual-network.ps1"));

        code.Should().NotBe(0);
        output.Should().Contain("The machine 'web1' already exists in 'MyWebsite1'").And.Contain("Remove-AzureVM");
        output.Should().Contain("MyILB").And.Contain("intwebep");
        output.Should().NotContain("   at Ilb.");
        (await WrittenStateAsync()).Should().BeEquivalentTo(before);
        (await Conversation.OnceAsync(scenario.Client, scenario.Vip)).Failure.Should().BeNull();
    }

    /// <summary>What the API says of everything that the script makes, and what is in the kernel for it.</summary>
    private async Task<IReadOnlyList<string>> WrittenStateAsync()
    {
        var served = scenario.Served;
        var state = new List<string> { (await served.Client.GetNetworkConfigurationAsync())! };
        foreach (var service in (string[])["MyWebsite1", "MyClients", "Strangers"])
            state.Add(DocumentText.Of(await served.Client.GetDeploymentAsync(service)));
        var kernel = KernelFacts.Of(served.Installation);
        return [.. state, .. (await served.StatusAsync()).Machines.Select(machine => machine.ToString()), kernel.ToString()];
    }
}
