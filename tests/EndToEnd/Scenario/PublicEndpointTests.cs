using System.Net;
using System.Net.Sockets;
using AwesomeAssertions;
using Ilb.Contracts;
using Ilb.EndToEnd.Fixtures;
using Xunit;

namespace Ilb.EndToEnd.Scenario;

/// <summary>Endpoints without internal load balancer: reachable through the uplink, and only they.</summary>
public sealed class PublicEndpointTests(PublicNetwork network) : IClassFixture<PublicNetwork>
{
    private const double Patience = 1.5;
    private const string Refused = nameof(SocketError.ConnectionRefused);

    private ServedInstallation Served => network.Served;

    private MachinePlace Outside => network.Outside.Place;

    [Fact]
    public async Task Client_outside_is_answered_by_both_members_and_they_see_its_own_address()
    {
        var who = new HashSet<string>();
        for (var i = 0; i < 40; i++)
        {
            var reply = await Conversation.OnceFromAsync(Outside, new(OutsidePlace.Address, 0), At(80));
            who.Add(reply.Machine ?? reply.Failure!);
            reply.Client?.Address.Should().Be(OutsidePlace.Address);
        }

        who.Should().BeEquivalentTo("web1", "web2");
    }

    [Fact]
    public async Task Datagrams_and_pings_are_answered_as_the_public_vip()
    {
        using var datagrams = Datagrams.Open(Outside, At(53));
        for (var i = 0; i < 5; i++)
            (await datagrams.AskAsync()).Failure.Should().BeNull();
        (await Echo.AnswersAsync(Outside, network.Public)).Should().BeTrue();
    }

    [Fact]
    public async Task Endpoint_that_stands_alone_is_answered_by_its_machine() =>
        (await Conversation.OnceAsync(Outside, At(8022))).Machine.Should().Be("web1");

    [Fact]
    public async Task Port_without_endpoint_is_refused_also_one_of_the_internal_vip() =>
        (await Conversation.OnceAsync(Outside, At(100))).Failure.Should().Be(Refused);

    [Fact]
    public async Task Access_list_is_asked_for_the_address_outside_and_denials_are_counted()
    {
        (await Conversation.OnceFromAsync(Outside, new(OutsidePlace.Address, 0), At(90))).Failure.Should().BeNull();
        await Served.ChangeRoleAsync(PublicNetwork.Service, "web1", role =>
            role.Endpoints().Single(e => e.LoadBalancedEndpointSetName == "guarded").EndpointAcl = new EndpointAcl
            {
                Rules = [new AclRule { Order = 1, Action = "deny", RemoteSubnet = "198.51.100.0/24" }],
            });

        (await Conversation.OnceFromAsync(Outside, new(OutsidePlace.Address, 0), At(90))).Failure.Should().Be(Refused);
        (await Conversation.OnceAsync(Outside, At(90))).Failure.Should().BeNull();
        (await Served.StatusAsync()).Vips[1].Sets.Single(set => set.Port == 90).Denied.Should().Be(1);
    }

    [Fact]
    public async Task Nothing_inside_can_be_reached_from_outside_nor_is_anything_seen_there()
    {
        using var atMember = new Witness(network.Web1);
        using var atClient = new Witness(network.Client);
        const ushort port = 23456;
        IPEndPoint[] targets =
            [new(network.Internal, 100), new(network.Web1.Address, 8080), new(network.Client.Address, 80), new(IPAddress.Parse("168.63.129.16"), 80)];

        foreach (var target in targets)
        {
            (await Conversation.OnceFromAsync(Outside, new(OutsidePlace.Address, port), target, Patience)).Failure.Should().NotBeNull($"{target} is inside");
            (await Echo.AnswersAsync(Outside, target.Address, Patience)).Should().BeFalse();
        }

        for (var own = 24000; !atMember.Seen.Any(packet => packet.SourcePort >= 24000 && packet.Source.Equals(OutsidePlace.Address)); own++)
            (await Conversation.OnceFromAsync(Outside, new(OutsidePlace.Address, own), At(80))).Failure.Should().BeNull();
        atMember.Seen.Concat(atClient.Seen).Should()
            .NotContain(packet => packet.SourcePort == port || packet.DestinationPort == port)
            .And.NotContain(packet => packet.Protocol == ProtocolType.Icmp);
        (await Served.StatusAsync()).Verdicts["not_public"].Should().BePositive();
    }

    [Fact]
    public async Task Public_vip_is_no_address_inside()
    {
        (await Conversation.OnceAsync(network.Client, At(80), patienceSeconds: Patience)).Failure.Should().NotBeNull();
        (await Conversation.OnceAsync(network.Web1, new(OutsidePlace.Address, 80), patienceSeconds: Patience)).Failure.Should().NotBeNull();
        (await Served.StatusAsync()).Verdicts["way_out"].Should().BePositive("machines have no way out");
    }

    [Fact]
    public async Task Client_outside_with_the_address_of_a_machine_is_refused_and_the_machines_connection_goes_on()
    {
        network.Outside.Have(network.Client.Address);
        try
        {
            var same = new IPEndPoint(network.Client.Address, 31000);
            using var inside = await Conversation.OpenFromAsync(network.Client, same, new(network.Internal, 100));
            var before = await inside.AskAsync();
            before.Failure.Should().BeNull();
            var spoofed = (await Served.StatusAsync()).Verdicts["source_spoofed"];

            for (var port = 0; port < 5; port++)
                (await TryFromAsync(new IPEndPoint(same.Address, same.Port + port))).Should().BeFalse();

            (await Served.StatusAsync()).Verdicts["source_spoofed"].Should().BeGreaterThan(spoofed);
            (await inside.AskAsync()).Should().Be(before);
        }
        finally
        {
            network.Outside.Lose(network.Client.Address);
        }
    }

    private async Task<bool> TryFromAsync(IPEndPoint source)
    {
        try
        {
            using var outside = await Conversation.OpenFromAsync(Outside, source, At(80), patienceSeconds: Patience);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    [Fact]
    public async Task Deployment_and_its_endpoints_show_the_public_vip()
    {
        var deployment = await Served.Client.GetDeploymentAsync(PublicNetwork.Service);
        deployment!.VirtualIPs!.Select(vip => vip.Address).Should().Contain($"{network.Public}");
        deployment.RoleList![0].Endpoints().Single(e => e.Name == "openep").Vip.Should().Be($"{network.Public}");
        deployment.RoleList[0].Endpoints().Single(e => e.Name == "firstep").Vip.Should().Be($"{network.Internal}");
        (await Served.StatusAsync()).Notes.Should().BeEmpty();
    }

    private IPEndPoint At(int port) => new(network.Public, port);
}
