using System.Net;
using AwesomeAssertions;
using Ilb.EndToEnd.Fixtures;
using Ilb.Model.Addressing;
using Xunit;

namespace Ilb.EndToEnd.Gateways;

/// <summary>A network of two prefixes; its gateway has an address in the first one only.</summary>
public sealed class SecondPrefixTests : IAsyncLifetime
{
    private static readonly Ipv4Prefix s_second = Ipv4Prefix.Parse("10.11.0.0/16");
    private static readonly IPEndPoint s_web = IPEndPoint.Parse("10.11.0.4:80");

    private readonly ConnectedNetwork _network = new();

    public async ValueTask InitializeAsync()
    {
        var snapshot = ConnectedNetwork.Snapshot();
        var far = TestHost.Machine(3, "web3") with { Address = s_web.Address, Subnet = new Ipv4Prefix(s_second.First, 24) };
        var gateway = ConnectedNetwork.Entry();
        _network.Host.Start();
        _network.Host.Want(snapshot with
        {
            Networks = [snapshot.Networks[0] with { AddressSpace = [.. snapshot.Networks[0].AddressSpace, s_second], Subnets = [.. snapshot.Networks[0].Subnets, far.Subnet] }],
            Machines = snapshot.Machines.Add(far),
            Gateways = [gateway with { LocalPrefixes = gateway.LocalPrefixes.Add(s_second) }],
        });
        await _network.Host.RunsAsync(1, 2, 3, 9);
        await _network.Site.ConnectAsync(ConnectedNetwork.Gateway, ConnectedNetwork.Key, beyond: $"10.1.0.0/16,{s_second}");
        await _network.ConnectedAsync();
    }

    public ValueTask DisposeAsync() => _network.DisposeAsync();

    [Fact]
    public async Task Machines_of_both_prefixes_and_the_site_reach_each_other_with_their_own_addresses()
    {
        (await Conversation.OnceAsync(_network.Site.Place, s_web)).Should()
            .Match<Reply>(reply => reply.Machine == "web3" && reply.Client!.Address.Equals(OnPremises.Client));
        (await Conversation.OnceAsync(_network.Site.Place, ConnectedNetwork.Vip)).Client?.Address.Should().Be(OnPremises.Client);
        (await Listener.CallerAsync(_network.Machine("web3"), _network.Site.Place)).Should().Be(s_web.Address);
        (await Listener.CallerAsync(_network.Machine("web1"), _network.Site.Place)).Should().Be(IPAddress.Parse("10.1.0.4"));
    }

    /// <summary>strongSwan wants the gateway to have an address in every prefix; it is nobody's all the same.</summary>
    [Fact]
    public async Task Address_that_the_gateway_has_there_answers_nobody()
    {
        var first = Ipv4Prefix.ToAddress(s_second.First);
        (await Echo.AnswersAsync(_network.Site.Place, s_web.Address)).Should().BeTrue();
        (await Echo.AnswersAsync(_network.Site.Place, first)).Should().BeFalse();
        (await Echo.AnswersAsync(_network.Machine("web3"), first)).Should().BeFalse();
    }
}
