using System.Net;
using System.Net.Sockets;
using AwesomeAssertions;
using Ilb.EndToEnd.Fixtures;
using Ilb.Model.Addressing;
using Xunit;
using static Ilb.EndToEnd.Scenario.OutsiderWatch;

namespace Ilb.EndToEnd.Scenario;

/// <summary>Outside a virtual network the VIP answers inside its cloud service only, and nothing of anybody else is ever seen there.</summary>
public sealed class CloudServiceTests(CloudServiceScenario scenario) : IClassFixture<CloudServiceScenario>
{
    [Fact]
    public async Task Vip_and_machines_have_addresses_of_the_providers_private_space()
    {
        var space = Ipv4Prefix.Parse("100.64.0.0/10");
        space.Contains(scenario.Vip.Address).Should().BeTrue();
        var machines = (await scenario.Served.StatusAsync()).Machines.Where(machine => machine.Network == "Website2").ToList();
        machines.Should().HaveCount(3).And.OnlyContain(machine => space.Contains(IPAddress.Parse(machine.Address)));
    }

    [Fact]
    public async Task Machine_of_the_cloud_service_that_is_no_member_gets_answers_of_both_members()
    {
        var who = new HashSet<string>();
        for (var i = 0; i < 60; i++)
        {
            var reply = await Conversation.OnceAsync(scenario.Client, scenario.Vip);
            who.Add(reply.Machine ?? reply.Failure!);
            reply.Client?.Address.Should().Be(scenario.Client.Address, "members see the client's own address");
        }

        who.Should().BeEquivalentTo("Instance1", "Instance2");
    }

    [Fact]
    public async Task Member_that_calls_the_set_it_belongs_to_is_refused()
    {
        var reply = await Conversation.OnceAsync(await scenario.Served.InsideAsync("Instance1"), scenario.Vip);
        reply.Failure.Should().Be(nameof(SocketError.ConnectionRefused));
    }

    [Theory]
    [InlineData("Outsider1", "of another cloud service")]
    [InlineData("Outsider2", "of a virtual network")]
    public async Task Machine_elsewhere_reaches_nothing_and_is_never_seen(string machine, string place)
    {
        var outsider = await scenario.Served.InsideAsync(machine);
        var members = await Task.WhenAll(scenario.Served.InsideAsync("Instance1"), scenario.Served.InsideAsync("Instance2"));
        using var watch = await OpenAsync(scenario, "Instance1", "Instance2");

        (await Conversation.OnceAsync(outsider, scenario.Vip, OutsiderPort, Patience)).Machine.Should().BeNull($"a machine {place} is outside");
        // In a private space of its own one member's address may be its own, which it then reaches; not the other's, too.
        members.Should().Contain(member => !member.Address.Equals(outsider.Address));
        foreach (var member in members)
        {
            var reply = await Conversation.OnceAsync(outsider, new(member.Address, 80), OutsiderPort, Patience);
            reply.Machine.Should().Be(member.Address.Equals(outsider.Address) ? machine : null);
        }

        using var datagrams = Datagrams.Open(outsider, scenario.Vip);
        (await datagrams.AskAsync()).Machine.Should().BeNull();
        (await Echo.AnswersAsync(outsider, scenario.Vip.Address, Patience)).Should().BeFalse();

        await watch.SawNothingAsync();
    }

    [Fact]
    public async Task Host_itself_reaches_nothing_and_is_never_seen()
    {
        using var watch = await OpenAsync(scenario, "Instance1", "Instance2");
        await watch.HostIsRefusedAsync();
        await watch.SawNothingAsync();
    }
}
